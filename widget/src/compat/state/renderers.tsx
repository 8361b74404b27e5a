import { createContext, type ReactNode, useContext } from "react";
import { fromButton, fromQuickReply } from "#compat/data/from-entry.ts";
import type { ButtonRendererProps, RendererProps, Renderer, Renderers } from "#react/extras/renderers.ts";
import type {
  BaseButtonRendererProps,
  ButtonRenderers,
  ImageRendererProps,
  ImageRenderers,
  RendererSettings,
  TextRendererProps,
  TextRenderers,
  Widgets,
} from "./settings.ts";
import { useTockSettings } from "./TockContext.tsx";

/** What came beside the message that is being drawn. */
export const MessageMetadataContext = createContext<Record<string, string>>({});

export function useMessageMetadata(): Record<string, string> {
  return useContext(MessageMetadataContext);
}

/** The component that draws images of this kind: the page's, else its default, else a plain image. */
export function useImageRenderer(kind: keyof ImageRenderers): (props: ImageRendererProps) => ReactNode {
  const { imageRenderers } = useTockSettings().renderers ?? {};
  return (imageRenderers?.[kind] ?? imageRenderers?.default ?? PlainImage) as (props: ImageRendererProps) => ReactNode;
}

/** The component that draws texts of this kind: the page's, else its default, else the words alone. */
export function useTextRenderer(kind: keyof TextRenderers): (props: TextRendererProps) => ReactNode {
  const { textRenderers } = useTockSettings().renderers ?? {};
  return (textRenderers?.[kind] ?? textRenderers?.default ?? PlainWords) as (props: TextRendererProps) => ReactNode;
}

function PlainImage({ src, alt = "" }: ImageRendererProps): ReactNode {
  return <img src={src} alt={alt} />;
}

function PlainWords({ text }: TextRendererProps): ReactNode {
  return text;
}

/** Their renderers and widgets as ours. */
export function toRenderers(settings: RendererSettings = {}, widgets: Widgets = {}): Renderers {
  const { buttonRenderers = {}, imageRenderers = {}, messageRenderers = {}, textRenderers = {} } = settings;
  const Fault = messageRenderers.error;
  return {
    custom: mapped(widgets, widget),
    buttons: mapped(buttonRenderers, button),
    images: mapped(renamed(imageRenderers, { buttonIcon: "icon" }), image),
    texts: mapped(
      renamed(withText(textRenderers), { html: "default", htmlPhrase: "phrase", userContent: "user" }),
      text,
    ),
    ...(Fault && { error: ({ text: message, retry }) => <Fault message={message} retry={retry} /> }),
  };
}

/** Of their texts, `default` stands for all kinds that have none. */
function withText({ default: usual, ...kinds }: TextRenderers): Omit<TextRenderers, "default"> {
  return usual === undefined ? kinds : { html: usual, htmlPhrase: usual, userContent: usual, ...kinds };
}

function renamed<Value>(
  values: Readonly<Record<string, Value>>,
  names: Readonly<Record<string, string>>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [names[name] ?? name, value]));
}

const made = new WeakMap<object, unknown>();

/** Each as one of ours: the same for the same, or React would begin it anew. */
function mapped<From, To>(
  values: Readonly<Record<string, From>>,
  make: (value: From & object) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === undefined || value === null) return [];
      const known = (made.get(value) as To | undefined) ?? make(value);
      made.set(value, known);
      return [[name, known]];
    }),
  );
}

function widget(Widget: Widgets[string]): Renderer<RendererProps<"custom">> {
  return function DrawnWidget({ message }) {
    return (
      <MessageMetadataContext.Provider value={message.metadata ?? none}>
        <Widget {...Object(message.data)} />
      </MessageMetadataContext.Provider>
    );
  };
}

const none: Record<string, string> = {};

function button(Own: NonNullable<ButtonRenderers["default"]>): Renderer<ButtonRendererProps> {
  return function DrawnButton({ button: given, press, children }) {
    const buttonData: BaseButtonRendererProps["buttonData"] =
      given.type === "url" || given.type === "postback" ? fromButton(given) : fromQuickReply(given);
    return (
      <Own buttonData={buttonData} onClick={press} tabIndex={0}>
        {children}
      </Own>
    );
  };
}

function image(
  Own: NonNullable<ImageRenderers["default"]>,
): Renderer<{ src: string; alt: string; children: ReactNode }> {
  return function DrawnImage({ src, alt }) {
    return <Own src={src} alt={alt} />;
  };
}

function text(Own: NonNullable<TextRenderers["default"]>): Renderer<{ text: string; children: ReactNode }> {
  return function DrawnText({ text: words }) {
    return <Own text={words} />;
  };
}
