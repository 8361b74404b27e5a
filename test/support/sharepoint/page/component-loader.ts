import { designModule } from "./design.ts";
import { inert } from "./inert.ts";

/** How a manifest of SharePoint says where a dependency of a component comes from. */
type Resource =
  | { type: "component"; id: string; version: string }
  | { type: "path"; path: Path }
  | { type: "localizedPath"; paths?: Record<string, Path>; defaultPath?: string };

type Path = string | { path: string; integrity?: string };

export type Manifest = {
  id: string;
  alias: string;
  version: string;
  loaderConfig: {
    entryModuleId: string;
    internalModuleBaseUrls: string[];
    scriptResources: Record<string, Resource>;
  };
};

/** What the server of the harness has: see `components.ts`. */
export type Components = { manifests: Manifest[]; thirdParty: Record<string, string> };

type Definition = { dependencies: string[]; factory: unknown };

/** Microsoft publishes the English texts of its framework only. */
const frameworkLocale = "en-US";
const isOurs = ({ internalModuleBaseUrls: [url = ""] }: Manifest["loaderConfig"]): boolean =>
  url.startsWith("/package/");

/** By its name, or by the id of a component that only the property pane asks for. */
const isDesign = /fluentui|^[\da-f]{8}-/;

/** What AMD itself gives a module. */
const amd = new Set(["require", "exports"]);

const definitions = new Map<string, Definition>();

/**
 * The stand-in for SharePoint's own loader, which cannot start without a page of SharePoint. It loads AMD modules by the
 * manifests of their components, as that one does: each once, in the language of the page.
 */
export function createComponentLoader({ manifests, thirdParty }: Components, locale: string) {
  const byId = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const loaded = new Map<string, Promise<unknown>>();
  /** Modules that only Microsoft has, and that are inert here. */
  const missing = new Set<string>();

  /** @returns the exports of a component, by its id. */
  function component(id: string): Promise<unknown> {
    return once(`component ${id}`, () => {
      const manifest = byId.get(id);
      return manifest === undefined
        ? platformModule(nameOf(id), undefined)
        : module(manifest, manifest.loaderConfig.entryModuleId);
    });
  }

  /** What the components of the framework call a module that has no manifest here. */
  function nameOf(id: string): string {
    const resources = manifests.flatMap(({ loaderConfig }) => Object.entries(loaderConfig.scriptResources));
    const found = resources.find(([, resource]) => resource.type === "component" && resource.id === id);
    return found?.[0] ?? id;
  }

  async function module({ loaderConfig }: Manifest, name: string): Promise<unknown> {
    const resource = loaderConfig.scriptResources[name];
    if (resource === undefined || resource.type === "component") return platformModule(name, resource?.id);
    const { path, integrity } = pathOf(resource, isOurs(loaderConfig) ? locale : frameworkLocale);
    const url = new URL(path, new URL(loaderConfig.internalModuleBaseUrls[0] ?? "", location.href)).href;
    return once(url, async () => {
      const { dependencies, factory } = await loadScript(url, integrity);
      return run(
        factory,
        await Promise.all(dependencies.map((each) => module({ loaderConfig } as Manifest, each))),
        dependencies,
      );
    });
  }

  function platformModule(name: string, id: string | undefined): Promise<unknown> {
    if (id !== undefined && byId.has(id)) return component(id);
    const url = thirdParty[name];
    if (url === undefined) missing.add(name);
    return once(`module ${url ?? name}`, async () => {
      if (url === undefined) return isDesign.test(name) ? design(name) : inert(name);
      const { dependencies, factory } = await loadScript(new URL(url, location.href).href);
      const given = dependencies.map(async (each) => (amd.has(each) ? undefined : platformModule(each, undefined)));
      return run(factory, await Promise.all(given), dependencies);
    });
  }

  async function design(name: string): Promise<unknown> {
    const [fluent, react] = await Promise.all([
      platformModule("@ms/office-ui-fabric-react-bundle", undefined),
      platformModule("react", undefined),
    ]);
    return designModule(name, fluent as never, react as never);
  }

  function once(key: string, load: () => Promise<unknown>): Promise<unknown> {
    const known = loaded.get(key);
    if (known !== undefined) return known;
    const loading = load();
    loaded.set(key, loading);
    return loading;
  }

  return { component, platformModule, manifestOf: (id: string) => byId.get(id), missing };
}

/** Sets the global `define` that bundles of SharePoint call. A script that is being run has its address in the document. */
export function defineGlobally(): void {
  const define = (...parts: unknown[]): void => {
    const factory = parts.pop();
    const dependencies = parts.find(Array.isArray) as string[] | undefined;
    const url = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
    definitions.set(url, { dependencies: dependencies ?? [], factory });
  };
  Object.assign(globalThis, { define: Object.assign(define, { amd: {} }) });
}

async function loadScript(url: string, integrity?: string): Promise<Definition> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    if (integrity !== undefined) script.integrity = integrity;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${url} could not be loaded.`)));
    document.head.append(script);
  });
  const definition = definitions.get(url);
  if (definition === undefined) throw new Error(`${url} defines no AMD module.`);
  return definition;
}

/** A module gives what its factory returns, or what it has put into its `exports`. */
function run(factory: unknown, given: unknown[], names: readonly string[]): unknown {
  if (typeof factory !== "function") return factory;
  const exports = {};
  const result: unknown = factory(...given.map((each, at) => (names[at] === "exports" ? exports : each)));
  return result ?? exports;
}

/** As SharePoint's loader, it takes the language as a whole: without texts for `fr-CA`, a page in it has the default's. */
function pathOf(resource: Exclude<Resource, { type: "component" }>, locale: string): Exclude<Path, string> {
  const path = resource.type === "path" ? resource.path : localized(resource, locale);
  if (path === undefined) throw new Error(`A localised resource has no path for ${locale}.`);
  return typeof path === "string" ? { path } : path;
}

function localized(
  { paths = {}, defaultPath }: { paths?: Record<string, Path>; defaultPath?: string },
  locale: string,
) {
  const name = Object.keys(paths).find((each) => each.toUpperCase() === locale.toUpperCase());
  return paths[name ?? "default"] ?? defaultPath;
}
