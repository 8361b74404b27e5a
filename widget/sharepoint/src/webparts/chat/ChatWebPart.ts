import type { IReadonlyTheme } from "@microsoft/sp-component-base";
import { DisplayMode, Version } from "@microsoft/sp-core-library";
import type { IPropertyPaneConfiguration } from "@microsoft/sp-property-pane";
import { BaseClientSideWebPart, type IWebPartPropertiesMetadata } from "@microsoft/sp-webpart-base";
import * as strings from "ChatWebPartStrings";
import { createChatView, type ChatView } from "#common/mount/chat-view.ts";
import { drawPlaceholder } from "#common/mount/placeholder.ts";
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
  private section: IReadonlyTheme | undefined;
  private teamsTheme: string | undefined;
  private central: CentralDefaults = {};
  private stopTeams = (): void => {};
  private signIn: { key: string; getToken: () => Promise<string | undefined> } | undefined;

  protected override async onInit(): Promise<void> {
    await super.onInit();
    this.stopTeams = await followTeamsTheme(this.context.sdks.microsoftTeams, (theme) => {
      this.teamsTheme = theme;
      if (this.renderedOnce) this.render();
    });
    // Not awaited: the part of a page that has an address of its own must not wait for the tenant's.
    void askCentralDefaults(this.context).then((central) => {
      this.central = central;
      if (this.renderedOnce) this.render();
    });
  }

  public override render(): void {
    const options = this.options();
    if (options === undefined) {
      this.removeView();
      if (this.displayMode === DisplayMode.Edit)
        drawPlaceholder(this.domElement, strings.placeholderTitle, strings.placeholderText);
      else this.domElement.replaceChildren();
      return;
    }
    this.domElement.querySelector("[data-causerie=placeholder]")?.remove();
    this.view ??= createChatView(this.domElement, strings.loadFailed);
    this.view.show({
      options,
      looks: this.looks(options),
      getToken: this.getToken(options),
      fillHeight: this.fillHeight(),
    });
  }

  protected override onThemeChanged(theme: IReadonlyTheme | undefined): void {
    // The base class draws again afterwards.
    this.section = theme;
  }

  protected override onDispose(): void {
    this.stopTeams();
    this.removeView();
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
    return propertyPane(this.properties);
  }

  private options(): ChatOptions | undefined {
    const own = readProperties(this.properties);
    const options = toChatOptions(withDefaults(own, this.central), toPlace(this.context.pageContext));
    // A tab of Teams holds nothing else.
    return options && this.teamsTheme !== undefined ? { ...options, fill: true, mode: "inline" } : options;
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
      const getToken = toGetToken(this.context, signIn, (isSignedIn) =>
        this.view?.say(isSignedIn ? "" : strings.signInFailed),
      );
      this.signIn = { key, getToken };
    }
    return this.signIn.getToken;
  }

  /** From its place to the lower edge of the window. */
  private fillHeight(): string {
    const above = Math.max(0, Math.round(this.domElement.getBoundingClientRect().top));
    return `max(320px, 100dvh - ${Math.min(above, Math.round(window.innerHeight / 2))}px)`;
  }

  private removeView(): void {
    this.view?.remove();
    this.view = undefined;
  }
}
