import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, longest first: begun last, it would be waited for alone. The others follow in vitest's own order. */
const LONGEST = [
  'test/local/rights.stack.test.ts',
  'test/stories/law-8.test.ts',
  'test/simulation/planted-bugs/planted-bugs.test.ts',
  'test/local/power-cut.stack.test.ts',
  'test/simulation/journey-seeds.test.ts',
  'test/domain/segment/oracle/oracle.test.ts',
  'test/simulation/seeds.test.ts',
  'test/local/faults.stack.test.ts',
  'test/stories/b-hotel.test.ts',
  'test/construct/foreign-app.test.ts',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((path) => moduleId.endsWith(path));
  return place === -1 ? LONGEST.length : place;
};

/**
 * The order in which test files begin: the longest first, then those of the projects in turn, so that files that wait run beside
 * files that compute all the time.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const counts = new Map<string, number>();
    const total = (project: string) => sorted.filter((each) => each.project.name === project).length;
    const shareDone = ({ project: { name } }: TestSpecification) => {
      const before = counts.get(name) ?? 0;
      counts.set(name, before + 1);
      return before / total(name);
    };
    const inTurn = sorted.map((file) => ({ file, place: placeOf(file), share: shareDone(file) }));
    return inTurn.sort((a, b) => a.place - b.place || a.share - b.share).map(({ file }) => file);
  }
}
