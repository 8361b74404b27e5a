import { type Components, defineGlobally } from "./component-loader.ts";
import { addPlaceholder, reportNavigation, showExtension, type ShownExtension } from "./extensions.ts";
import { openPropertyPane } from "./property-pane.ts";
import { type Section, sectionTheme } from "./section-themes.ts";
import { type PageOptions, startPlatform } from "./platform.ts";
import { type Mode, modeOf, showWebPart, type ShownWebPart, type WebPartOptions } from "./web-parts.ts";

/** What the tests call in the page, by numbers for what they have put on it. */
export type Harness = ReturnType<typeof createHarness>;

function createHarness(components: Components, options: PageOptions) {
  const starting = startPlatform(components, options);
  const parts = new Map<number, ShownWebPart>();
  const extensions = new Map<number, ShownExtension>();
  let last = 0;

  function partOf(key: number): ShownWebPart {
    const part = parts.get(key);
    if (part === undefined) throw new Error(`There is no web part ${key}.`);
    return part;
  }

  return {
    async addWebPart(webPart: WebPartOptions): Promise<number> {
      const key = (last += 1);
      parts.set(key, await showWebPart(await starting, webPart, key));
      return key;
    },
    async addExtension(id: string, properties: string): Promise<number> {
      const key = (last += 1);
      extensions.set(key, await showExtension(await starting, { id, properties }, key));
      return key;
    },
    remove(key: number): void {
      (parts.get(key) ?? extensions.get(key))?.remove();
      parts.delete(key);
      extensions.delete(key);
    },
    async setMode(key: number, mode: Mode): Promise<void> {
      partOf(key).part._internalSetDisplayMode(modeOf(await starting, mode));
    },
    setTheme: (key: number, theme: object): void => partOf(key).setTheme(theme),
    setTeamsTheme: (key: number, theme: string): void => partOf(key).teams?.setTheme(theme),
    setProperty(key: number, name: string, value: unknown): void {
      const textField = 3;
      partOf(key).part._onPropertyPaneFieldChanged(name, value, textField);
    },
    serialize: (key: number) => partOf(key).part._internalSerialize(),
    accessibleTitle: (key: number): string => partOf(key).part.accessibleTitle,
    resize: (key: number): void => partOf(key).part._internalOnAfterResize(),
    async openPane(key: number): Promise<void> {
      await openPropertyPane(await starting, partOf(key).part);
    },
    async addPlaceholder(): Promise<void> {
      const edge = document.createElement("div");
      edge.id = "bottom";
      document.body.append(edge);
      addPlaceholder(await starting, edge);
    },
    async reportNavigation(): Promise<void> {
      reportNavigation(await starting);
    },
    async missing(): Promise<string[]> {
      return (await starting).missing();
    },
    async sectionTheme(section: Section): Promise<object> {
      return sectionTheme((await (await starting).module("@ms/office-ui-fabric-react-bundle")) as never, section);
    },
    async ready(): Promise<void> {
      await starting;
    },
  };
}

declare global {
  var harness: Harness;
}

defineGlobally();

const settings = JSON.parse(document.getElementById("settings")?.textContent ?? "{}") as {
  components: Components;
  options: PageOptions;
};
globalThis.harness = createHarness(settings.components, settings.options);
