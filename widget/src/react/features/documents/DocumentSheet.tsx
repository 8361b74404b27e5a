import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { Icon } from "#react/Icon.tsx";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { CitedText } from "#react/extras/CitedWords.tsx";
import { Footnotes } from "#react/extras/Footnotes.tsx";
import type { NeededProps } from "#react/seams/feature.ts";
import { RichText } from "#react/message/rich-text/RichText.tsx";
import { plainText } from "#react/message/spoken-text.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { headingsOf } from "./headings.ts";
import { printElement } from "./print-element.ts";
import { texts } from "./strings.ts";

type DocumentSheetProps = NeededProps["Document"] & {
  id: string;
  title: string;
  onClose: () => void;
};

/** All of a long text, over the page and beside the chat; on a small screen over both. It grows and changes while it is open. */
export function DocumentSheet({ id, title, message, progress, onClose }: DocumentSheetProps): ReactNode {
  const { text, footnotes = [] } = message;
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const sheet = useRef<HTMLDivElement>(null);
  const name = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const headings = useMemo(() => headingsOf(text), [text]);

  useBrowserLayoutEffect(() => {
    // In the top layer: no part of the page, and no edge of the thread, cuts it off.
    sheet.current?.showPopover?.();
    name.current?.focus({ preventScroll: true });
  }, []);
  useAnnouncedEnd(progress === "streaming", () => announce(t("documentComplete", { title })));

  useEffect(() => {
    const element = sheet.current;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.isComposing) return;
      // One Escape closes one thing.
      event.preventDefault();
      event.stopPropagation();
      onClose();
    };
    element?.addEventListener("keydown", pressed);
    return () => element?.removeEventListener("keydown", pressed);
  }, [onClose]);
  const show = (index: number): void => {
    const heading = body.current?.querySelectorAll<HTMLElement>(":scope > .causerie-text-heading")[index];
    if (heading === undefined) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      announce(t("documentCopied"));
    } catch {
      announce(t("documentNotCopied")); // The page or the browser does not allow it.
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a `dialog` is in the top layer only if it is modal, and then nobody could go on in the chat
    <div ref={sheet} id={id} className="causerie-sheet" part="sheet" role="dialog" aria-label={title} popover="manual">
      <div className="causerie-sheet-head">
        <h2 ref={name} className="causerie-sheet-title" tabIndex={-1} dir="auto">
          {title}
        </h2>
        <button type="button" className="causerie-sheet-act" onClick={() => void copy()}>
          {t("documentCopy")}
        </button>
        <button type="button" className="causerie-sheet-act" onClick={() => printElement(body.current, title)}>
          {t("documentPrint")}
        </button>
        <button type="button" className="causerie-icon-button" aria-label={t("documentClose")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="causerie-sheet-page">
        {headings.length > 1 && (
          <nav className="causerie-sheet-contents" aria-label={t("documentContents")}>
            <ol>
              {headings.map((heading, index) => (
                <li key={index}>
                  <button type="button" className="causerie-sheet-act" dir="auto" onClick={() => show(index)}>
                    {plainText(heading)}
                  </button>
                </li>
              ))}
            </ol>
          </nav>
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too */}
        <div ref={body} className="causerie-sheet-text" dir="auto" tabIndex={0} role="document" aria-label={title}>
          {footnotes.length > 0 ? (
            <>
              <CitedText text={text} progress={progress} footnotes={footnotes} />
              <Footnotes footnotes={footnotes} />
            </>
          ) : (
            <RichText text={text} progress={progress} />
          )}
        </div>
      </div>
    </div>
  );
}

/** Once, when what was growing is complete. */
function useAnnouncedEnd(growing: boolean, announce: () => void): void {
  const before = useRef(growing);
  const now = useRef(announce);
  useEffect(() => {
    now.current = announce;
    if (before.current && !growing) now.current();
    before.current = growing;
  });
}
