import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#support/paths.ts";
import type { Manifest } from "./page/component-loader.ts";

export const project = join(root, "widget", "sharepoint");
const modules = join(project, "node_modules");
const scope = join(modules, "@microsoft");

/** Whether SharePoint's framework is there. It is 0.6 GB large, and only `npm run sharepoint` installs it. */
export const hasFramework = (): boolean => existsSync(join(scope, "sp-webpart-base", "dist"));

/** Modules of others, which SharePoint's page has as well, in the versions that its framework asks for. */
const thirdParty: Record<string, string> = {
  tslib: "tslib/tslib.js",
  react: "react/umd/react.production.min.js",
  "react-dom": "react-dom/umd/react-dom.production.min.js",
  "@microsoft/load-themed-styles": "@microsoft/load-themed-styles/lib-amd/index.js",
  // Microsoft's design system, under the name that it has in SharePoint.
  "@ms/office-ui-fabric-react-bundle": "@fluentui/react/dist/fluentui-react.umd.js",
};

/** As the bundle of the design system asks for React. */
const aliases: Record<string, string> = { React: "react", ReactDOM: "react-dom" };

/** The addresses of the modules under `/third/`. */
export const thirdPartyAddresses = Object.fromEntries(
  [...Object.keys(thirdParty), ...Object.keys(aliases)].map((name) => [
    name,
    `/third/${encodeURIComponent(aliases[name] ?? name)}`,
  ]),
);

export function readThirdParty(name: string): string | undefined {
  const file = thirdParty[name];
  return file === undefined ? undefined : readFileSync(join(modules, file), "utf8");
}

/** The manifests that Microsoft's packages carry beside their bundles, with the addresses that the harness gives them. */
export function readFrameworkManifests(): Manifest[] {
  return readdirSync(scope)
    .filter((name) => name.startsWith("sp-") && existsSync(join(scope, name, "dist")))
    .flatMap((name) => {
      const dist = join(scope, name, "dist");
      const files = readdirSync(dist).filter((file) => file.endsWith(".manifest.json"));
      return files.map((file) => {
        const manifest = JSON.parse(readFileSync(join(dist, file), "utf8").replace(/^\uFEFF/, "")) as Manifest;
        manifest.loaderConfig.internalModuleBaseUrls = [`/framework/${name}/`];
        return manifest;
      });
    });
}

/** @returns undefined where there is no such file. */
export function readFrameworkFile(packageName: string, file: string): Buffer | undefined {
  if (!/^sp-[\w-]+$/.test(packageName) || !/^[\w.-]+$/.test(file)) return undefined;
  const path = join(scope, packageName, "dist", file);
  return existsSync(path) ? readFileSync(path) : undefined;
}
