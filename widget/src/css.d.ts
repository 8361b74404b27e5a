declare module "*.css?inline" {
  const css: string;
  // oxlint-disable-next-line import/no-default-export -- so Vite delivers it
  export default css;
}
