declare module 'njre' {
  const njre: { install(version: number, options: { type: string; installPath: string }): Promise<string> };
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS, so its whole is the default
  export default njre;
}
