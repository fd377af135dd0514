/**
 * The borders of the house (docs/how-it-works.md, Rooms): who may import whom.
 * test/borders.test.ts breaks each on purpose and sees it caught.
 */
const outside = (...rooms) => `^(?!(${rooms.join('|')})/)(bin|lib|lambdas|domain|cli|local|web|bench|test)/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      comment: 'domain/ imports only itself',
      severity: 'error',
      from: { path: '^domain/' },
      to: { path: outside('domain') },
    },
    {
      name: 'domain-uses-schema-date-and-data-libraries-only',
      comment:
        'zod (schemas), luxon (dates), libphonenumber-js (phone numbers), re2js (patterns that cannot hang)',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(zod|luxon|@types/luxon|libphonenumber-js|re2js)/',
      },
    },
    {
      name: 'domain-uses-no-node-api-but-hashing',
      comment: 'node:crypto for createHash alone: biome.json refuses its other names in domain/',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'lib-knows-the-contract-only',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: outside('lib', 'lambdas/contract') },
    },
    {
      name: 'the-package-brings-what-it-needs',
      comment:
        'installed elsewhere, the construct and the command line have no dev dependencies but their peers',
      severity: 'error',
      from: { path: '^(lib|cli|domain)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm-peer', 'type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'contract-imports-nothing',
      severity: 'error',
      from: { path: '^lambdas/contract/' },
      to: { path: outside('lambdas/contract') },
    },
    {
      name: 'adapters-know-the-domain-and-the-contract',
      comment: 'an adapter wraps one dependency; it never reaches into runtime or handlers',
      severity: 'error',
      from: { path: '^lambdas/adapters/' },
      to: { path: outside('lambdas/adapters', 'lambdas/contract', 'domain') },
    },
    {
      name: 'runtime-knows-no-adapter-and-no-handler',
      comment: 'only handlers join domain, adapters and runtime',
      severity: 'error',
      from: { path: '^lambdas/runtime/' },
      to: { path: outside('lambdas/runtime', 'lambdas/contract', 'domain') },
    },
    {
      name: 'handlers-know-lambdas-and-the-domain',
      severity: 'error',
      from: { path: '^lambdas/handlers/' },
      to: { path: outside('lambdas', 'domain') },
    },
    {
      name: 'nothing-imports-the-top',
      comment:
        'cli/, local/ and web/ sit on top: only bin/ (the entry points) and they themselves import them',
      severity: 'error',
      from: { path: '^(lib|lambdas|domain)/' },
      to: { path: '^(cli|local|web)/' },
    },
    {
      name: 'the-command-line-and-local-are-neighbours',
      comment: 'local may load a playbook as the command line does; the command line never needs local',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(local|web)/' },
    },
    {
      name: 'local-reads-the-template-not-the-app',
      comment: 'what runs here is what is deployed: local/ knows lambdas/ by its contract and its bundles',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(lambdas/(adapters|runtime|handlers)|web)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
