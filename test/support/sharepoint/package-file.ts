import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { project } from "./framework.ts";
import type { Manifest } from "./page/component-loader.ts";

/** What SharePoint reads out of a package when an administrator uploads it. */
export type SharePointPackage = {
  manifests: Manifest[];
  /** The scripts, by name. */
  scripts: Map<string, string>;
};

/** The same reader as the check of the package has. Its own packages lie in the project of SharePoint. */
type Reader = {
  readPackage(file: string): Map<string, Uint8Array>;
  componentManifests(files: Map<string, Uint8Array>): Manifest[];
};

/** In a package, SharePoint writes the address of its own library of scripts into this. */
const library = /^HTTPS:\/\/SPCLIENTSIDEASSETLIBRARY\/$/i;

export function packageFile(): string {
  const { packageFile } = JSON.parse(readFileSync(join(project, "settings.json"), "utf8")) as { packageFile: string };
  return join(project, "sharepoint", "solution", packageFile);
}

export const hasPackage = (): boolean => existsSync(join(project, "settings.json")) && existsSync(packageFile());

/** @param scriptsAt where the harness serves the scripts. @throws if a script would come from elsewhere than the package. */
export async function readSharePointPackage(scriptsAt: string): Promise<SharePointPackage> {
  const reader = (await import(pathToFileURL(join(project, "test", "read-package.mjs")).href)) as Reader;
  const files = reader.readPackage(packageFile());
  const manifests = reader.componentManifests(files);
  for (const { alias, loaderConfig } of manifests) {
    if (!loaderConfig.internalModuleBaseUrls.every((url) => library.test(url)))
      throw new Error(`${alias} takes its scripts from elsewhere than the package.`);
    loaderConfig.internalModuleBaseUrls = [scriptsAt];
  }
  const text = new TextDecoder();
  const scripts = [...files].filter(([name]) => name.startsWith("ClientSideAssets/") && name.endsWith(".js"));
  return {
    manifests,
    scripts: new Map(scripts.map(([name, bytes]) => [name.slice("ClientSideAssets/".length), text.decode(bytes)])),
  };
}

/**
 * The package as an earlier version of it would lie beside this one on a page: other components, with an element of another
 * tag.
 * @param ids of its components, by those of the package.
 */
export function asOlderPackage(
  { manifests, scripts }: SharePointPackage,
  scriptsAt: string,
  { ids, tag, olderTag }: { ids: Record<string, string>; tag: string; olderTag: string },
): SharePointPackage {
  // What Microsoft's tools make of the ids and versions of a package: the name by which its scripts find each other.
  const bundles = /(?<=webpackJsonp_)[\da-f]{4}/g;
  const change = (text: string): string =>
    Object.entries({ ...ids, [tag]: olderTag })
      .reduce((result, [from, to]) => result.replaceAll(from, to), text)
      .replaceAll(bundles, "0000");
  return {
    manifests: manifests.map((manifest) => {
      const older = JSON.parse(change(JSON.stringify(manifest))) as Manifest;
      older.loaderConfig.internalModuleBaseUrls = [scriptsAt];
      return older;
    }),
    scripts: new Map([...scripts].map(([name, text]) => [change(name), change(text)])),
  };
}
