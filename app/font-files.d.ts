/** The address of a font file, as the bundler serves it. */
declare module "*.woff2" {
  const url: string;
  export default url;
}
