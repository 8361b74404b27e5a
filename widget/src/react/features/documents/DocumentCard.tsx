import { type ReactNode, useId, useRef, useState } from "react";
import { Drawing } from "#react/Icon.tsx";
import { Buttons } from "#react/message/Buttons.tsx";
import { plainText } from "#react/message/spoken-text.ts";
import { useTexts } from "#react/features/texts.ts";
import type { NeededProps } from "#react/seams/feature.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { DocumentSheet } from "./DocumentSheet.tsx";
import { texts } from "./strings.ts";

/** Characters of the text that the card shows. */
const excerptLength = 160;

/** A long text in the thread: its title, how it begins, and a button that opens all of it beside the conversation. */
export function DocumentCard({ message, progress }: NeededProps["Document"]): ReactNode {
  const { t } = useTexts(texts);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { title = "" } = message.document ?? {};
  const close = (): void => {
    setOpen(false);
    opener.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <div className="causerie-document" part="document" data-state={progress}>
        <Drawing path={extraIcons.file} />
        <div dir="auto">
          <p className="causerie-card-title">{title}</p>
          <p className="causerie-card-subtitle">{excerptOf(message.text, title)}</p>
          {progress === "streaming" && <p className="causerie-document-state">{t("documentGrowing")}</p>}
        </div>
        <button
          ref={opener}
          type="button"
          className="causerie-button"
          part="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => (open ? close() : setOpen(true))}
        >
          <span>{t(open ? "documentClose" : "documentOpen")}</span>
          <span className="causerie-sr">{` ${title}`}</span>
        </button>
      </div>
      <Buttons buttons={message.buttons} />
      {open && <DocumentSheet id={id} title={title} message={message} progress={progress} onClose={close} />}
    </>
  );
}

/** How it begins, without the heading that says the title again. */
function excerptOf(text: string, title: string): string {
  // A long text costs no more than what is shown of it.
  const words = plainText(text.slice(0, 2_000)).replaceAll(/\s+/g, " ").trim();
  const rest = words.startsWith(title) ? words.slice(title.length).trim() : words;
  return rest.length > excerptLength ? `${rest.slice(0, excerptLength).trimEnd()}…` : rest;
}
