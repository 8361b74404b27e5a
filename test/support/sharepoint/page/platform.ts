import { type Components, createComponentLoader, type Manifest } from "./component-loader.ts";

/**
 * Microsoft's own modules, as far as the harness uses them. Names that begin with `_` are internal: SharePoint's page calls
 * them, and a new version of the framework may change them. The version is pinned in `widget/sharepoint/package.json`; after a
 * change of it, look here first.
 */
export type Scope = {
  provide(key: unknown, service: unknown): void;
  consume(key: unknown): unknown;
  startNewChild(): Scope;
  finish(): void;
};
type Core = {
  ServiceScope: { startNewRoot(): Scope };
  SPEvent: new (name: string) => unknown;
  SPEventArgs: new () => object;
  DisplayMode: { Read: number; Edit: number };
  _SPFlight: { initialize(flights: never[]): void; initializeEcs?(flights: Record<string, never>): void };
  _SPKillSwitch: { initialize?(switches: Record<string, never>): void };
  _SPEventManager: { instance: { raiseEvent(name: string, details: unknown): void } };
};
type Provided = { serviceKey: unknown };
type ThemeProvider = { _setTheme(theme: object): void };
type Modules = {
  core: Core;
  /** What else it can do (`loadScript`, `loadCss`) is missing here on purpose: the package must not need it. */
  loader: { SPComponentLoader: { _instance: { loadComponentById(id: string): Promise<unknown> } } };
  pageContext: { PageContext: Provided };
  base: { ThemeProvider: Provided & (new (scope: Scope, theme?: object) => ThemeProvider) };
  webPart: { WebPartContext: new (parameters: object) => object };
  application: {
    ApplicationCustomizerContext: new (parameters: object, own: object) => Context;
    BaseApplication: { _navigatedEventName: string };
    _PlaceholderManager: Provided;
  };
};
export type Context = { aadTokenProviderFactory: unknown; dispose(): void };

export type PageOptions = {
  /** Language tag of the page, as SharePoint writes it: `fr-FR`. */
  locale: string;
  isRightToLeft: boolean;
  siteUrl: string;
};

export type Platform = Modules & {
  options: PageOptions;
  scope: Scope;
  /** The default export of a component of the package. */
  componentClass(id: string): Promise<new () => object>;
  manifestOf(id: string): Manifest;
  component(id: string): Promise<unknown>;
  module(name: string): Promise<unknown>;
  /** The modules that are inert, by name. */
  missing(): string[];
};

const ids = {
  loader: "1c6c9123-7aac-41f3-a376-3caea41ed83f",
  core: "7263c7d0-1d6a-45ec-8d85-d4d1d234171b",
  pageContext: "1c4541f7-5c31-41aa-9fa8-fbc9dc14c0a8",
  base: "467dc675-7cc5-4709-8aac-78e3b71bd2f6",
  webPart: "974a7777-0990-4136-8fa6-95d80114c2e0",
  application: "4df9bb86-ab0a-4aab-ab5f-48bf167048fb",
};

/** Loads SharePoint's framework, and begins a page as SharePoint's own application does. */
export async function startPlatform(components: Components, options: PageOptions): Promise<Platform> {
  const loader = createComponentLoader(components, options.locale);
  const entries = await Promise.all(
    Object.entries(ids).map(async ([name, id]) => [name, await loader.component(id)] as const),
  );
  const modules = Object.fromEntries(entries) as Modules;
  const { core, loader: loaderModule, pageContext } = modules;
  loaderModule.SPComponentLoader._instance = { loadComponentById: loader.component };
  core._SPFlight.initialize([]);
  core._SPFlight.initializeEcs?.({});
  core._SPKillSwitch.initialize?.({});
  const scope = core.ServiceScope.startNewRoot();
  scope.provide(pageContext.PageContext.serviceKey, pageContextOf(options));
  scope.finish();
  return {
    ...modules,
    options,
    scope,
    async componentClass(id) {
      const exported = (await loader.component(id)) as { default: new () => object };
      return exported.default;
    },
    manifestOf(id) {
      const manifest = loader.manifestOf(id);
      if (manifest === undefined) throw new Error(`The package has no component ${id}.`);
      return manifest;
    },
    component: loader.component,
    module: (name) => loader.platformModule(name, undefined),
    missing: () => [...loader.missing].sort(),
  };
}

function pageContextOf({ locale, isRightToLeft, siteUrl }: PageOptions): object {
  const { origin, pathname } = new URL(siteUrl);
  const place = { absoluteUrl: siteUrl, serverRelativeUrl: pathname, id: guid("1") };
  return {
    user: { displayName: "Ada Example", email: "ada@contoso.example", loginName: "ada@contoso.example" },
    cultureInfo: { currentUICultureName: locale, currentCultureName: locale, isRightToLeft },
    web: { ...place, title: "Contoso intranet", language: 1033, templateName: "64" },
    site: { ...place, origin },
    aadInfo: { tenantId: guid("2"), userId: guid("3") },
    legacyPageContext: {},
  };
}

const guid = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
