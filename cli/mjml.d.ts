/** MJML 5 comes without types; it answers as those of `mjml-core` say, but later. */
declare module 'mjml' {
  import type { MJMLParseResults, MJMLParsingOptions } from 'mjml-core';

  const mjml2html: (text: string, options?: MJMLParsingOptions) => Promise<MJMLParseResults>;
  // biome-ignore lint/style/noDefaultExport: it is how MJML exports itself
  export default mjml2html;
}
