import {
  type IPropertyPaneConfiguration,
  type IPropertyPaneField,
  type IPropertyPaneTextFieldProps,
  PropertyPaneDropdown,
  PropertyPaneSlider,
  PropertyPaneTextField,
  PropertyPaneToggle,
} from "@microsoft/sp-property-pane";
import * as strings from "ChatWebPartStrings";
import { type ChatProperties, heights } from "#common/properties/chat-properties.ts";
import {
  checkAccent,
  checkAvatar,
  checkBot,
  checkEndpoint,
  checkResource,
  type Mistake,
} from "#common/properties/check.ts";
import { languages } from "#common/properties/languages.ts";

type Strings = typeof strings;
type Field = IPropertyPaneField<unknown>;

const example = "https://chat.example.com/web";

/**
 * What an author can set. Each change is shown at once; a field with a mistake keeps what was good.
 * @param central the address that counts while the author sets none.
 */
export function propertyPane(properties: ChatProperties, central = example): IPropertyPaneConfiguration {
  const { signIn, mode, fill } = properties;
  const checked = (check: (text: string) => Mistake | undefined) => ({
    deferredValidationTime: 400,
    onGetErrorMessage: (text: string): string => {
      const mistake = check(text);
      return mistake === undefined ? "" : strings[mistake];
    },
  });
  const text = (name: keyof ChatProperties & keyof Strings, more: Partial<IPropertyPaneTextFieldProps> = {}): Field =>
    PropertyPaneTextField(name, { label: strings[name], ...more });
  const lines = { multiline: true, rows: 3, resizable: true, deferredValidationTime: 400 };
  const onOff = (name: keyof ChatProperties & keyof Strings): Field =>
    PropertyPaneToggle(name, { label: strings[name], onText: strings.on, offText: strings.off });
  const choice = (
    name: keyof ChatProperties & keyof Strings,
    options: { key: string; text: string }[],
    disabled = false,
  ): Field => PropertyPaneDropdown(name, { label: strings[name], options, disabled });

  const backend = [
    text("endpoint", {
      placeholder: central,
      description: strings.endpointHint,
      ...checked(checkEndpoint),
    }),
    text("bot", { description: strings.botHint, ...checked(checkBot) }),
    onOff("signIn"),
    text("resource", { description: strings.resourceHint, disabled: !signIn, ...checked(checkResource) }),
    choice(
      "whenSignInFails",
      [
        { key: "anonymous", text: strings.whenSignInFailsAnonymous },
        { key: "refuse", text: strings.whenSignInFailsRefuse },
      ],
      !signIn,
    ),
  ];
  const isColor = (color: string): boolean => CSS.supports("color", color);
  const appearance = [
    text("heading", { deferredValidationTime: 400 }),
    text("avatar", checked(checkAvatar)),
    choice("theme", [
      { key: "section", text: strings.themeSection },
      { key: "light", text: strings.themeLight },
      { key: "dark", text: strings.themeDark },
    ]),
    text("accent", { description: strings.accentHint, ...checked((color) => checkAccent(color, isColor)) }),
    choice("mode", [
      { key: "inline", text: strings.modeInline },
      { key: "floating", text: strings.modeFloating },
    ]),
    onOff("fill"),
    PropertyPaneSlider("height", {
      label: strings.height,
      ...heights,
      step: 20,
      disabled: fill || mode === "floating",
    }),
    text("welcome", lines),
    text("starters", { description: strings.startersHint, ...lines }),
  ];
  const behaviour = [
    choice("language", [{ key: "", text: strings.languagePage }, ...languages]),
    onOff("keepHistory"),
    onOff("passContext"),
  ];
  return {
    pages: [
      {
        header: { description: strings.paneDescription },
        displayGroupsAsAccordion: true,
        groups: [
          { groupName: strings.backendGroup, groupFields: backend },
          { groupName: strings.appearanceGroup, groupFields: appearance },
          { groupName: strings.behaviourGroup, groupFields: behaviour },
        ],
      },
    ],
  };
}
