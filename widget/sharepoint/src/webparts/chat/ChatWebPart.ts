import type { IReadonlyTheme } from "@microsoft/sp-component-base";
import { DisplayMode, Version } from "@microsoft/sp-core-library";
import type { IPropertyPaneConfiguration } from "@microsoft/sp-property-pane";
import { BaseClientSideWebPart, type IWebPartPropertiesMetadata } from "@microsoft/sp-webpart-base";
import * as strings from "ChatWebPartStrings";
import { createChatView, type ChatView } from "#common/mount/chat-view.ts";
import { createPlaceholder, type Placeholder } from "#common/mount/placeholder.ts";
import { type ChatProperties, dataVersion, readProperties } from "#common/properties/chat-properties.ts";
import { type ChatOptions, toChatOptions } from "#common/properties/to-chat-options.ts";
import { type CentralDefaults, withDefaults } from "#common/properties/with-defaults.ts";
import { type Looks, toLooks } from "#common/theme/section-theme.ts";
import { toTeamsLooks } from "#common/theme/teams-theme.ts";
import { askCentralDefaults, toGetToken, toPlace, toSectionTheme } from "#spfx/context.ts";
import { followTeamsTheme } from "#spfx/teams.ts";
import { propertyPane } from "./property-pane.ts";

/** The chat in a section of a page, on a page of its own, and in Teams. */
export default class ChatWebPart extends BaseClientSideWebPart<ChatProperties> {
  private view: ChatView | undefined;
  private placeholder: Placeholder | undefined;
  private section: IReadonlyTheme | undefined;
  /** Undefined outside Teams. */
  private teamsTheme: string | undefined;
  private central: CentralDefaults = {};
  private fillHeight: string | undefined;
  private signIn: { key: string; getToken: () => Promise<string | undefined> } | undefined;
  private stopTeams = (): void => {};

  protected override async onInit(): Promise<void> {
    await super.onInit();
    // The pane shows what is in the bag, and a new part has an empty one.
    Object.assign(this.properties, readProperties(this.properties));
    this.stopTeams = this.followTeams();
    // Not awaited: a part that has an address of its own must not wait for the tenant's.
    void askCentralDefaults(this.context).then((central) => {
      this.central = central;
      this.drawAgain();
    });
  }

  public override render(): void {
    const options = this.options();
    this.showPlaceholder(options);
    if (options === undefined) return this.removeView();
    this.view ??= createChatView(this.domElement, strings.loadFailed);
    this.fillHeight ??= fillHeightOf(this.domElement);
    const { fillHeight } = this;
    this.view.show({ options, looks: this.looks(options), getToken: this.getToken(options), fillHeight });
  }

  protected override onThemeChanged(theme: IReadonlyTheme | undefined): void {
    // The base class draws again afterwards.
    this.section = theme;
  }

  protected override onDispose(): void {
    this.stopTeams();
    this.removeView();
    this.placeholder?.remove();
  }

  protected override get accessibleTitle(): string {
    return this.properties.heading || strings.title;
  }

  protected override get dataVersion(): Version {
    return Version.parse(dataVersion);
  }

  protected override onAfterDeserialize(stored: unknown): ChatProperties {
    return readProperties(stored);
  }

  protected override get propertiesMetadata(): IWebPartPropertiesMetadata {
    return {
      heading: { isSearchablePlainText: true },
      welcome: { isSearchablePlainText: true },
      starters: { isSearchablePlainText: true },
      avatar: { isImageSource: true },
    };
  }

  protected override getPropertyPaneConfiguration(): IPropertyPaneConfiguration {
    return propertyPane(this.properties, this.central.endpoint);
  }

  private options(): ChatOptions | undefined {
    const own = readProperties(this.properties);
    const options = toChatOptions(withDefaults(own, this.central), toPlace(this.context.pageContext));
    // A tab of Teams holds nothing else.
    return options && this.teamsTheme !== undefined ? { ...options, fill: true, mode: "inline" } : options;
  }

  private showPlaceholder(options: ChatOptions | undefined): void {
    this.placeholder ??= createPlaceholder(this.domElement);
    if (this.displayMode !== DisplayMode.Edit) this.placeholder.remove();
    else if (options === undefined) this.placeholder.show(strings.placeholderTitle, strings.placeholderText);
    else if (options.mode === "floating") this.placeholder.show(this.accessibleTitle, strings.launcherHere);
    else this.placeholder.remove();
  }

  private looks({ theme, accent }: ChatOptions): Looks {
    if (this.teamsTheme !== undefined) return toTeamsLooks(this.teamsTheme, theme, accent);
    return toLooks(toSectionTheme(this.section), theme, accent);
  }

  /** The same function as before while nothing has changed: another one would begin the conversation anew. */
  private getToken({ signIn }: ChatOptions): (() => Promise<string | undefined>) | undefined {
    if (signIn === undefined) return (this.signIn = undefined);
    const key = JSON.stringify(signIn);
    if (this.signIn?.key !== key) {
      const getToken = toGetToken(this.context, signIn, () => this.view?.refuse(strings.signInFailed));
      this.signIn = { key, getToken };
    }
    return this.signIn.getToken;
  }

  private followTeams(): () => void {
    const { microsoftTeams } = this.context.sdks;
    if (microsoftTeams === undefined) return () => {};
    this.teamsTheme = "default";
    return followTeamsTheme(microsoftTeams, (theme) => {
      this.teamsTheme = theme;
      this.drawAgain();
    });
  }

  private drawAgain(): void {
    if (this.renderedOnce) this.render();
  }

  private removeView(): void {
    this.view?.remove();
    this.view = undefined;
  }
}

/** From its place to the lower edge of the window. */
function fillHeightOf(place: HTMLElement): string {
  const above = Math.max(0, Math.round(place.getBoundingClientRect().top));
  return `max(320px, 100dvh - ${Math.min(above, Math.round(window.innerHeight / 2))}px)`;
}
