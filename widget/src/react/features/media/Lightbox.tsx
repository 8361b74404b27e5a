import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { ChatFiles } from "#chat/chat.ts";
import { useTexts } from "#react/features/texts.ts";
import { listen } from "#react/hooks/listen.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import type { LightboxProps } from "#react/seams/feature.ts";
import { mediaIcons } from "#theme/media-icons.ts";
import { isSame, type Picture, picturesOf } from "./pictures.ts";
import { texts } from "./strings.ts";
import { useAddress } from "./use-address.ts";
import { useFiles } from "./use-files.ts";
import { useZoom } from "./use-zoom.ts";

/**
 * The pictures of the thread, one at a time and as large as the screen, over everything. Left and right lead to the next, plus and minus
 * enlarge, Escape closes; the focus goes back to where it was.
 */
export function Lightbox({ start, onClose }: LightboxProps): ReactNode {
  const { t } = useTexts(texts);
  const { locale } = useText();
  const chat = useChat();
  const source = useFiles();
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  // Those that arrive meanwhile are seen the next time.
  const [pictures] = useState(() => {
    const all = picturesOf(chat.getState().entries);
    return all.some((picture) => isSame(picture, start)) ? all : [{ alt: "", caption: "", ...start }];
  });
  const [index, setIndex] = useState(() =>
    Math.max(
      pictures.findIndex((picture) => isSame(picture, start)),
      0,
    ),
  );
  const { zoom, zoomIn, zoomOut, reset } = useZoom(stage, image, index);
  const picture = pictures[index];
  const { url, failed, onError } = usePicture(picture, source);

  useBrowserLayoutEffect(() => {
    const { current } = dialog;
    if (current === null) return;
    current.showModal();
    stage.current?.focus();
    const stop = listen(current, {
      close(event: Event) {
        event.stopPropagation();
        onClose();
      },
      cancel: (event: Event) => event.stopPropagation(),
    });
    return () => {
      stop();
      current.close();
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- it opens once
  }, []);

  const go = (to: number): void => {
    if (pictures[to] !== undefined) setIndex(to);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation(); // The panel below closes at Escape, too.
    const forwards =
      dialog.current !== null && getComputedStyle(dialog.current).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const isArrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoomIn();
    else if (event.key === "-") zoomOut();
    else if (event.key === "0") reset();
    else if (zoom === 1 && isArrow) go(index + (event.key === forwards ? 1 : -1));
    else if (zoom === 1 && event.key === "Home") go(0);
    else if (zoom === 1 && event.key === "End") go(pictures.length - 1);
    else return; // An enlarged picture is moved by the arrows.
    event.preventDefault();
  };

  if (picture === undefined) return null;
  const position = t("mediaPosition", { index: index + 1, count: pictures.length });
  const percent = Math.round(zoom * 100);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys for all of it, and a press beside the picture
    <dialog
      ref={dialog}
      className="causerie-lightbox"
      part="lightbox"
      aria-label={t("mediaViewer")}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
    >
      <div className="causerie-lightbox-bar">
        <span className="causerie-lightbox-position">{position}</span>
        <Control icon="zoomOut" label={t("mediaZoomOut")} off={zoom === 1} onPress={zoomOut} />
        <Control icon="zoomIn" label={t("mediaZoomIn")} onPress={zoomIn} />
        {url !== undefined && (
          <a
            className="causerie-icon-button"
            href={url}
            download
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t("mediaDownload", { name: picture.alt })}
          >
            <Drawing path={mediaIcons.download} />
          </a>
        )}
        <Control icon="remove" label={t("mediaClose")} onPress={() => dialog.current?.close()} />
      </div>
      <section
        ref={stage}
        className="causerie-lightbox-stage"
        aria-label={picture.alt}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an enlarged picture is scrolled by keyboard
        tabIndex={0}
      >
        {url !== undefined && !failed && (
          <img
            key={url}
            ref={image}
            className="causerie-lightbox-picture"
            src={url}
            alt={picture.alt}
            onError={onError}
          />
        )}
        {failed && <p>{t("mediaUnreachable", { name: picture.alt })}</p>}
      </section>
      {pictures.length > 1 && (
        <>
          <Control icon="previous" label={t("mediaPrevious")} off={index === 0} onPress={() => go(index - 1)} />
          <Control
            icon="next"
            label={t("mediaNext")}
            off={index === pictures.length - 1}
            onPress={() => go(index + 1)}
          />
        </>
      )}
      <p className="causerie-lightbox-caption" dir="auto">
        {picture.caption || picture.alt}
      </p>
      <output className="causerie-sr">
        {zoom === 1 ? `${position}: ${picture.alt}` : t("mediaZoomed", { percent: percent.toLocaleString(locale) })}
      </output>
    </dialog>
  );
}

type ControlProps = { icon: keyof typeof mediaIcons; label: string; off?: boolean; onPress: () => void };

/** Stays in its place when it is of no use, so that the focus does. */
function Control({ icon, label, off = false, onPress }: ControlProps): ReactNode {
  return (
    <button
      type="button"
      className={`causerie-icon-button causerie-lightbox-${icon}`}
      aria-label={label}
      aria-disabled={off}
      onClick={() => {
        if (!off) onPress();
      }}
    >
      <Drawing path={mediaIcons[icon]} />
    </button>
  );
}

function usePicture(
  picture: Picture | undefined,
  source: ChatFiles | undefined,
): { url: string | undefined; failed: boolean; onError: () => void } {
  const [state, setState] = useState({ picture, failures: 0 });
  const failures = state.picture === picture ? state.failures : 0;
  const address = useAddress(picture?.file?.id, source, failures);
  return {
    url: picture?.url ?? address,
    // A link to a file may have ended, and is asked for once more.
    failed: failures > (picture?.file === undefined ? 0 : 1),
    onError: () => setState({ picture, failures: failures + 1 }),
  };
}
