/**
 * Who may import whom. A front file is a folder's `index.ts` (or `index.tsx`); everything else in it is its own business.
 */
const ours = '^(electron|renderer|city|shared|resources|tests|bench|scripts)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'shared-is-pure',
      comment: 'Both sides trust what shared says because it depends on none of them, nor on a platform.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: ours, pathNot: '^shared/' },
    },
    {
      name: 'shared-does-no-input-output',
      comment: 'shared runs in the page, in Electron, in Node: it may use none of their own modules.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-imports-shared-only',
      comment: 'The page is the least trusted program: it knows the contracts and nothing behind them.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ours, pathNot: '^(renderer|shared|resources)/' },
    },
    {
      name: 'console-imports-shared-and-the-components',
      comment: 'One family of components, through its front file.',
      severity: 'error',
      from: { path: '^city/console/' },
      to: { path: ours, pathNot: '^(city/console|shared|resources)/|^renderer/ui/index\\.ts$' },
    },
    {
      name: 'hub-imports-shared-only',
      comment: 'The city must be able to run its side without a kiosk.',
      severity: 'error',
      from: { path: '^city/hub/' },
      to: { path: ours, pathNot: '^(city/hub|shared)/' },
    },
    {
      name: 'core-imports-shared-only',
      comment: 'The core also runs under plain Node.',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: ours, pathNot: '^(electron/core|shared)/' },
    },
    {
      name: 'only-shell-and-preload-import-electron',
      comment: 'Everything else can be run and tested without a window.',
      severity: 'error',
      from: { path: ours, pathNot: '^electron/(shell|preload)/' },
      to: { path: '^node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shell-and-preload-import-shared-only',
      comment:
        'The shell reaches the core by messages; it may check the configuration through its front file.',
      severity: 'error',
      from: { path: '^electron/(shell|preload)/' },
      to: {
        path: ours,
        pathNot: '^(electron/(shell|preload)|shared)/|^electron/core/(index|configuration)\\.ts$',
      },
    },
    {
      name: 'through-the-front-file-of-shared',
      comment: 'Nobody imports a neighbour’s inside.',
      severity: 'error',
      from: { path: ours, pathNot: '^shared/' },
      to: { path: '^shared/', pathNot: '^shared/([^/]+/index\\.ts|contract/(page-policy|channels)\\.ts)$' },
    },
    {
      name: 'through-the-front-file-of-ui',
      comment: 'The components have one door.',
      severity: 'error',
      from: { path: '^(renderer|city)/', pathNot: '^renderer/ui/' },
      to: { path: '^renderer/ui/', pathNot: '^renderer/ui/index\\.ts$' },
    },
    {
      name: 'through-the-front-file-of-a-capability',
      comment: 'A capability is added or taken away whole.',
      severity: 'error',
      from: { path: '^renderer/capabilities/([^/]+)/|^renderer/(visitor|ui)/' },
      to: {
        path: '^renderer/capabilities/([^/]+)/',
        pathNot: '^renderer/capabilities/($1/|[^/]+/index\\.tsx?$)',
      },
    },
    {
      name: 'through-the-front-file-of-the-hub',
      comment: 'Scripts and tests use the hub as an operator would.',
      severity: 'error',
      from: { path: '^(scripts|bench)/' },
      to: { path: '^city/hub/', pathNot: '^city/hub/(index|main)\\.ts$' },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody needs goes.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: '(\\.config\\.ts|\\.d\\.ts|main\\.tsx?|\\.worker\\.ts)$|^(tests|scripts|bench)/',
      },
      to: {},
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data|\\.cache)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
