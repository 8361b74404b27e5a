import { createContext, type FormEvent, forwardRef, type KeyboardEvent, useContext } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import { type ComposerState, useComposer } from "#react/hooks/use-composer.ts";
import { useStop } from "#react/hooks/use-stop.ts";
import { useText } from "#react/text.ts";
import { createPart, type Part, type PartProps } from "./part.ts";

const ComposerContext = createContext<ComposerState | undefined>(undefined);

function useOwnComposer(): ComposerState {
  const composer = useContext(ComposerContext);
  if (composer === undefined) throw new Error("This part of a composer needs a <Composer.Root> around it");
  return composer;
}

const Form = createPart("form", "Composer.Form", () => {
  const { send } = useOwnComposer();
  return {
    onSubmit(event: FormEvent) {
      event.preventDefault();
      send();
    },
  };
});

/** A form: it holds what is being written, and sends it. */
const Root: Part<"form"> = forwardRef<HTMLFormElement, PartProps<"form">>((props, ref) => (
  <ComposerContext.Provider value={useComposer()}>
    <Form {...props} ref={ref} />
  </ComposerContext.Provider>
));
Root.displayName = "Composer.Root";

/** A textarea. Enter sends, Shift and Enter begins a new line. */
const Input = createPart("textarea", "Composer.Input", () => {
  const { t, nameOf } = useText();
  const { text, setText, left, send } = useOwnComposer();
  return {
    rows: 1,
    value: text,
    placeholder: t("placeholder"),
    "aria-label": nameOf("inputLabel"),
    "aria-invalid": left < 0,
    dir: "auto",
    enterKeyHint: "send",
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
      // Enter also confirms a word in an input method. Safari signals that by code 229.
      if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
      event.preventDefault();
      if (!event.repeat) send();
    },
  };
});

/** A button that sends. It stays in the order of the keys while there is nothing to send. */
const Send = createPart("button", "Composer.Send", () => {
  const { nameOf } = useText();
  const { canSend } = useOwnComposer();
  return { type: "submit", "aria-label": nameOf("send"), "aria-disabled": !canSend };
});

/** A button that asks the bot to end its answer. It is there while there is something to stop. */
const Stop = createPart("button", "Composer.Stop", () => {
  const { nameOf } = useText();
  const { state, stop } = useStop();
  if (state === "none") return undefined;
  return { type: "button", "aria-label": nameOf("stop"), "aria-disabled": state === "asked", onClick: () => stop() };
});

export type AttachProps = {
  /** As of an `<input type="file">`: what the browser's own choice of files offers. Default: every file. */
  accept?: string | undefined;
  /** Called when the files could not be sent, with the `ChatError` that says why. What was written stays. */
  onRefused?: ((error: unknown) => void) | undefined;
};

/** A button that opens the browser's choice of files, and sends what is chosen in one message with what is written. */
const Attach = createPart<"button", AttachProps>(
  "button",
  "Composer.Attach",
  ({ accept = "", onRefused = () => {} }) => {
    const chat = useChat();
    const { text, setText } = useOwnComposer();
    const onClick = (): void => {
      const field = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept });
      field.addEventListener("change", () => {
        const files = Array.from(field.files ?? []);
        void chat.sendFiles(files, text.trim() === "" ? {} : { text }).then(() => setText(""), onRefused);
      });
      field.click();
    };
    return { type: "button", onClick };
  },
  ["accept", "onRefused"],
);

/** The composer in its parts. */
export const Composer = { Root, Input, Send, Stop, Attach };
