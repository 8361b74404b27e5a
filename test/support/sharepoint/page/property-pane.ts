import type { Platform } from "./platform.ts";
import type { PaneData, WebPart } from "./web-parts.ts";

type React = { createElement(type: unknown, props: object): unknown };
type ReactDom = { render(element: unknown, container: Element, drawn: () => void): void };
type Pane = { _DeferredPropertyPane: unknown };

/**
 * Opens the property pane of SharePoint beside the page: its own component with its own fields, which validate and report as
 * they do there. After each change it is drawn anew, as SharePoint's controller does.
 */
export async function openPropertyPane(platform: Platform, part: WebPart): Promise<void> {
  const [react, reactDom, { _DeferredPropertyPane }] = (await Promise.all([
    platform.module("react"),
    platform.module("react-dom"),
    platform.component("f9e737b7-f0df-4597-ba8c-3060f82380db"),
  ])) as [React, ReactDom, Pane];
  const container = document.createElement("aside");
  container.id = "pane";
  document.body.append(container);

  async function draw(isFirst: boolean): Promise<void> {
    const data: PaneData = await part._getPropertyPaneData();
    const shown = {
      ...data,
      shouldResetState: isFirst,
      render: () => void draw(false),
      onConfigurationEvent: (event: string) => part._onPropertyPaneLifeCycleEvent(event),
      onPropertyPaneFieldChanged(name: string, value: unknown, type: number) {
        part._onPropertyPaneFieldChanged(name, value, type);
        void draw(false);
      },
    };
    const element = react.createElement(_DeferredPropertyPane, { data: shown, propertyPaneWidthMode: 0 });
    await new Promise<void>((resolve) => reactDom.render(element, container, resolve));
  }

  await draw(true);
  part._onPropertyPaneLifeCycleEvent("ConfigurationStart");
}
