import type { Manifest } from "./component-loader.ts";
import type { Context, Platform } from "./platform.ts";
import { createTeams, type Teams } from "./teams.ts";
import { tokenProviderFactory } from "./token-provider.ts";

export type Mode = "read" | "edit";

export type WebPartOptions = {
  id: string;
  /** The column of the page that it stands in: the `id` of an element. */
  column: string;
  mode: Mode;
  /** What an author has set. */
  properties: Record<string, unknown>;
  /** The theme of its section. Left out: the page has none. */
  theme?: object;
  /** In which theme of Microsoft Teams. Left out: on a page of SharePoint. */
  teams?: string;
  /** What SharePoint has stored of it. Left out: an author has just added it. */
  stored?: StoredWebPart;
  pageLayout?: string;
};

export type StoredWebPart = {
  dataVersion: string;
  properties: Record<string, unknown>;
  serverProcessedContent?: object;
};

/** A web part, by the calls that SharePoint's page makes. */
export type WebPart = {
  _internalInitialize(context: object, isStored: boolean, mode: number): void;
  _internalDeserialize(stored: object): void;
  _internalFirstTimeRender(): Promise<void>;
  _internalSetDisplayMode(mode: number): void;
  _internalSerialize(): StoredWebPart;
  _internalOnAfterResize(): void;
  _internalDispose(): void;
  _onPropertyPaneFieldChanged(name: string, value: unknown, type: number): void;
  _onPropertyPaneLifeCycleEvent(event: string): void;
  _getPropertyPaneData(): Promise<PaneData>;
  accessibleTitle: string;
};
export type PaneData = {
  title: string;
  properties: Record<string, unknown>;
  configuration: { pages: { header?: { description: string }; groups: PaneGroup[] }[] };
};
type PaneGroup = { groupName?: string; groupFields: { type: number; targetProperty: string; properties: object }[] };

export type ShownWebPart = {
  part: WebPart;
  setTheme(theme: object): void;
  teams: Teams | undefined;
  remove(): void;
};

/** Puts a web part of the package on the page, through the life cycle that SharePoint's page drives. */
export async function showWebPart(platform: Platform, options: WebPartOptions, key: number): Promise<ShownWebPart> {
  const { id, column, mode, properties } = options;
  const { core, base, webPart } = platform;
  const manifest = platform.manifestOf(id);
  const PartClass = await platform.componentClass(id);
  const scope = platform.scope.startNewChild();
  const themes = new base.ThemeProvider(scope, options.theme);
  scope.provide(base.ThemeProvider.serviceKey, themes);
  scope.finish();

  // The framework adds its label for screen readers to the parent of the element that the part gets.
  const zone = document.createElement("div");
  const domElement = document.createElement("div");
  zone.className = "zone";
  zone.dataset["key"] = String(key);
  zone.append(domElement);
  const section = document.getElementById(column) ?? document.body;
  section.append(zone);
  paint(section, options.theme);

  const teams = options.teams === undefined ? undefined : createTeams(options.teams, platform.options.locale);
  const instanceId = `${String(key).padStart(8, "0")}-1111-4111-8111-111111111111`;
  const context = new webPart.WebPartContext({
    domElement,
    instanceId,
    formFactor: 0,
    pageLayoutType: options.pageLayout,
    manifest: { ...structuredClone(manifest), componentType: "WebPart", title: titleOf(manifest), properties },
    webPartTag: `WebPart.${manifest.alias}.${instanceId}`,
    loggingTag: manifest.alias,
    sdks: teams === undefined ? {} : { microsoftTeams: teams.sdk },
    sdksAsync: Promise.resolve(teams === undefined ? {} : { microsoftTeams: teams.sdk }),
    parentServiceScope: scope,
    statusRenderer: { clearLoadingIndicator() {}, clearError() {}, renderError: showError },
    host: { setDirty() {} },
    _dataUpdatedEvent: new core.SPEvent(`dataUpdated.${instanceId}`),
    isPropertyPaneRenderedByWebPart: () => false,
    isPropertyPaneOpen: () => false,
    isContentPanelOpen: () => false,
    requestPropertyPaneAction() {},
  }) as Context;
  Object.defineProperty(context, "aadTokenProviderFactory", { value: tokenProviderFactory });

  const part = new PartClass() as WebPart;
  part._internalInitialize(context, options.stored !== undefined, modeOf(platform, mode));
  part._internalDeserialize({ title: titleOf(manifest), ...(options.stored ?? { dataVersion: "1.0", properties }) });
  await part._internalFirstTimeRender();
  return {
    part,
    teams,
    setTheme(theme) {
      paint(section, theme);
      themes._setTheme(theme);
    },
    // The place stays: a part that counted on SharePoint to take it away could leave something behind.
    remove: () => part._internalDispose(),
  };
}

export function modeOf({ core }: Platform, mode: Mode): number {
  return mode === "edit" ? core.DisplayMode.Edit : core.DisplayMode.Read;
}

function titleOf(manifest: Manifest): string {
  const { preconfiguredEntries } = manifest as Manifest & {
    preconfiguredEntries?: { title: Record<string, string> }[];
  };
  return preconfiguredEntries?.[0]?.title["default"] ?? manifest.alias;
}

/** As SharePoint's page does, an error of a part is shown in its place; here it also fails the test. */
function showError(element: HTMLElement, error: Error): void {
  element.textContent = `Something went wrong: ${error.message}`;
  setTimeout(() => {
    throw error;
  });
}

/** The ground of a section is the page's affair. */
function paint(section: HTMLElement, theme: object | undefined): void {
  const { semanticColors } = (theme ?? {}) as { semanticColors?: { bodyBackground?: string } };
  section.style.background = semanticColors?.bodyBackground ?? "";
}
