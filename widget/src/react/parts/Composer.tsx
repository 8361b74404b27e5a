import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { Icon } from "#react/Icon.tsx";
import { fill, useSeams } from "#react/seams/seams.tsx";
import { useText } from "#react/text.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { useComposer } from "#react/hooks/use-composer.ts";
import { useStop } from "#react/hooks/use-stop.ts";

/** From the first of these numbers on, the remaining characters are shown. At each of them they are read out. */
const thresholds = [200, 100, 50, 20, 10, 0];
const [warnAt = 0] = thresholds;

/** The field to write in. Enter sends, Shift and Enter begins a new line. */
export function Composer(): ReactNode {
  const { t, nameOf } = useText();
  const { text, setText, left, canSend, send, takeSending } = useComposer();
  const seams = useSeams();
  const { state: stopState, stop } = useStop();
  const stops = stopState !== "none" && !canSend && text.trim() === "";
  const input = useGrowingInput(text);
  const hintId = useId();
  const hint =
    left < 0
      ? t("charactersOver", { count: -left })
      : left <= warnAt
        ? t("charactersLeft", { count: left })
        : stopState === "asked"
          ? t("stopping")
          : "";
  const level = `${stopState} ${left < 0 ? -1 : thresholds.findLast((one) => left <= one)}`;
  const [spoken, setSpoken] = useState({ level, hint });
  if (spoken.level !== level) setSpoken({ level, hint });

  const seam = { text, setText, send, takeSending, input };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    // A key that is held since before the field had the focus was not meant for what is in it.
    if (!event.repeat) send();
  };
  return (
    <form className="causerie-composer" part="composer" onSubmit={onSubmit}>
      {fill(seams.ComposerAbove, seam)}
      <div className="causerie-field" data-state={left < 0 ? "over" : "ok"}>
        {fill(seams.ComposerStart, seam)}
        <textarea
          ref={input}
          className="causerie-input"
          part="input"
          rows={1}
          value={text}
          placeholder={t("placeholder")}
          aria-label={nameOf("inputLabel")}
          aria-describedby={hint === "" ? undefined : hintId}
          aria-invalid={left < 0}
          dir="auto"
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {fill(seams.ComposerEnd, seam)}
        {/* One button, so that the focus on it outlives the change. */}
        <button
          type={stops ? "button" : "submit"}
          className="causerie-send"
          part={stops ? "stop" : "send"}
          aria-label={nameOf(stops ? "stop" : "send")}
          aria-disabled={stops ? stopState === "asked" : !canSend}
          onClick={(event) => {
            // The second click of a double click was not meant for "stop": the first one has sent the message.
            if (stops && event.detail < 2) stop();
          }}
        >
          <Icon name={stops ? "stop" : "send"} />
        </button>
      </div>
      <p className="causerie-hint" id={hintId} aria-hidden="true" data-state={left < 0 ? "over" : "ok"}>
        {hint}
      </p>
      <output className="causerie-sr">{spoken.hint}</output>
    </form>
  );
}

/** Enter also confirms a word in an input method, and that must not send half a message. Safari signals it by code 229. */
function isComposing(event: globalThis.KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** For browsers without `field-sizing`: makes the input as tall as its text, up to the stylesheet's `max-height`. */
function useGrowingInput(text: string): RefObject<HTMLTextAreaElement | null> {
  const input = useRef<HTMLTextAreaElement>(null);
  useBrowserLayoutEffect(() => {
    const area = input.current;
    if (area === null || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  return input;
}
