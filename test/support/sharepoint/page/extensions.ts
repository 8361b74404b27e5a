import type { Context, Platform } from "./platform.ts";
import { tokenProviderFactory } from "./token-provider.ts";

/** An application customizer, by the calls that SharePoint's page makes. */
type Extension = {
  _init(context: object, properties: string): Promise<void>;
  dispose(): void;
};

export type ShownExtension = { remove(): void };

type PlaceholderManager = {
  _enable(): void;
  addPlaceholder(name: number, element: HTMLElement): void;
  removePlaceholder(name: number): void;
};

const bottom = 2;

/** Loads an application customizer of the package, as SharePoint does for a custom action of the site or the tenant. */
export async function showExtension(
  platform: Platform,
  { id, properties }: { id: string; properties: string },
  key: number,
): Promise<ShownExtension> {
  const { application } = platform;
  placeholders(platform)._enable();
  const ExtensionClass = await platform.componentClass(id);
  const manifest = { ...structuredClone(platform.manifestOf(id)), componentType: "Extension" };
  const context: Context = new application.ApplicationCustomizerContext(
    {
      manifest,
      instanceId: `${String(key).padStart(8, "0")}-2222-4222-8222-222222222222`,
      loggingTag: manifest.alias,
      parentServiceScope: platform.scope,
    },
    {
      sequence: 0,
      preAllocatedApplicationCustomizerTopHeight: 0,
      preAllocatedApplicationCustomizerBottomHeight: 0,
    },
  );
  Object.defineProperty(context, "aadTokenProviderFactory", { value: tokenProviderFactory });
  const extension = new ExtensionClass() as Extension;
  await extension._init(context, properties);
  return { remove: () => extension.dispose() };
}

/** The lower edge of the page, which SharePoint often draws after it has loaded the extensions. */
export function addPlaceholder(platform: Platform, element: HTMLElement): void {
  placeholders(platform).addPlaceholder(bottom, element);
}

/** What SharePoint raises when it has shown another page without loading one. */
export function reportNavigation({ core, application }: Platform): void {
  core._SPEventManager.instance.raiseEvent(application.BaseApplication._navigatedEventName, new core.SPEventArgs());
}

function placeholders({ scope, application }: Platform): PlaceholderManager {
  return scope.consume(application._PlaceholderManager.serviceKey) as PlaceholderManager;
}
