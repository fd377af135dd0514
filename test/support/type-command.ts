import { runCommandLine } from '../../cli/main.ts';

/** Types a command; what it wrote is kept, in black and white. */
export async function typeCommand(
  words: string[],
  environment: Record<string, string> = {},
  runStories?: () => Promise<void>,
) {
  const lines: string[] = [];
  const errors: string[] = [];
  const exitCode = await runCommandLine(
    {
      environment,
      terminal: {
        out: (text) => lines.push(text),
        error: (text) => errors.push(text),
        style: (_, text) => text,
      },
      ...(runStories && { runStories }),
    },
    words,
  );
  return { exitCode, out: lines.join('\n'), error: errors.join('\n') };
}
