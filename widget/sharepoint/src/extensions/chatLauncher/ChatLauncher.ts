import { BaseApplicationCustomizer, type PlaceholderContent, PlaceholderName } from "@microsoft/sp-application-base";
import * as strings from "ChatWebPartStrings";
import { createChatView, type ChatView } from "#common/mount/chat-view.ts";
import { type ChatProperties, readProperties } from "#common/properties/chat-properties.ts";
import { type ChatOptions, toChatOptions } from "#common/properties/to-chat-options.ts";
import { type CentralDefaults, withDefaults } from "#common/properties/with-defaults.ts";
import { toLooks } from "#common/theme/section-theme.ts";
import { askCentralDefaults, toGetToken, toPlace } from "#spfx/context.ts";

/** The chat as a button in the corner of every page. Without an address it does nothing. */
export default class ChatLauncher extends BaseApplicationCustomizer<Partial<ChatProperties>> {
  private view: ChatView | undefined;
  private placeholder: PlaceholderContent | undefined;
  private central: CentralDefaults = {};
  private getToken: (() => Promise<string | undefined>) | undefined;

  public override async onInit(): Promise<void> {
    await super.onInit();
    // The placeholder may come later than this code, and may go and come again as people move between pages.
    this.context.placeholderProvider.changedEvent.add(this, this.onPlaceholders);
    this.mount();
    void askCentralDefaults(this.context).then((central) => {
      this.central = central;
      this.mount();
    });
  }

  protected override onDispose(): void {
    this.context.placeholderProvider.changedEvent.remove(this, this.onPlaceholders);
    this.unmount();
    this.placeholder?.dispose();
    this.placeholder = undefined;
  }

  /** One function for adding and removing. */
  private readonly onPlaceholders = (): void => this.mount();

  private mount(): void {
    const options = this.options();
    if (options === undefined) return;
    this.placeholder ??= this.context.placeholderProvider.tryCreateContent(PlaceholderName.Bottom, {
      onDispose: () => {
        this.placeholder = undefined;
        this.unmount();
      },
    });
    const place = this.placeholder?.domElement;
    if (place === undefined) return;
    this.view ??= createChatView(place, strings.loadFailed);
    this.view.show({
      options,
      looks: toLooks(undefined, options.theme, options.accent),
      getToken: this.tokens(options),
      fillHeight: "",
    });
  }

  private unmount(): void {
    this.view?.remove();
    this.view = undefined;
  }

  private options(): ChatOptions | undefined {
    const own = readProperties(this.properties);
    const options = toChatOptions(withDefaults(own, this.central), toPlace(this.context.pageContext));
    return options && { ...options, mode: "floating" };
  }

  private tokens({ signIn }: ChatOptions): (() => Promise<string | undefined>) | undefined {
    if (signIn === undefined) return undefined;
    this.getToken ??= toGetToken(this.context, signIn, () => this.view?.refuse(strings.signInFailed));
    return this.getToken;
  }
}
