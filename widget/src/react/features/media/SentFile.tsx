import { type ReactNode, useState } from "react";
import type { ChatFiles } from "#chat/chat.ts";
import type { ShownFile } from "#chat/files/shown-file.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { mediaIcons } from "#theme/media-icons.ts";
import { kindInWords, sizeInWords } from "./file-words.ts";
import { Lightbox } from "./Lightbox.tsx";
import { texts } from "./strings.ts";
import { Facts } from "./Facts.tsx";
import { LocalPicture } from "./LocalPicture.tsx";
import { useAddress, useBytes } from "./use-address.ts";
import { useProgress } from "./use-files.ts";

export type SentFileProps = {
  entryKey: string;
  /** Its place in the message. */
  index: number;
  file: ShownFile;
  source: ChatFiles | undefined;
  isPending: boolean;
};

/** One file of a visitor's message: a picture, a film or a sound where the browser can show it, else a card that gives it back. */
export function SentFile({ entryKey, index, file, source, isPending }: SentFileProps): ReactNode {
  const { t } = useTexts(texts);
  const { locale } = useText();
  const progress = useProgress(source, () => (isPending ? source?.progress(entryKey, index) : undefined));
  const [kind] = file.mediaType.split("/");
  const [failed, setFailed] = useState(0);
  const bytes = useBytes(entryKey, index, source);
  const isDrawn = kind === "image" || kind === "video" || kind === "audio";
  const url = useAddress(isDrawn ? file.id : undefined, source, failed);
  const [enlarged, setEnlarged] = useState(false);
  // A link ends some time. After a second failure the browser cannot show it.
  const onError = (): void => setFailed(failed + 1);
  const isShown = url !== undefined && failed < 2;
  const percent = progress === undefined ? 0 : Math.floor((progress.sent / Math.max(progress.bytes, 1)) * 100);
  const name = file.alt || file.name;
  const card = <FileCard file={file} source={source} />;
  const picture =
    kind === "image" && bytes !== undefined ? (
      <LocalPicture bytes={bytes} className="causerie-local-picture" most={640} instead={card} />
    ) : kind === "image" && isShown ? (
      <img src={url} alt="" width={file.width} height={file.height} onError={onError} />
    ) : undefined;
  return (
    <>
      {picture !== undefined && file.id === undefined ? (
        <span className="causerie-sent-picture" part="file file-image">
          <span className="causerie-sr">{name}</span>
          {picture}
        </span>
      ) : picture !== undefined ? (
        <button
          type="button"
          className="causerie-sent-picture"
          part="file file-image"
          aria-haspopup="dialog"
          aria-label={t("mediaEnlarge", { name })}
          onClick={() => setEnlarged(true)}
        >
          {picture}
        </button>
      ) : kind === "video" && isShown ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a visitor's own film has none
        <video
          className="causerie-video"
          src={url}
          aria-label={name}
          controls
          preload="metadata"
          playsInline
          onError={onError}
        />
      ) : kind === "audio" && isShown ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a visitor's own recording has none
        <audio className="causerie-audio" src={url} aria-label={name} controls preload="metadata" onError={onError} />
      ) : (
        card
      )}
      {progress !== undefined && (
        <span className="causerie-upload">
          <progress
            className="causerie-progress"
            part="progress"
            max={100}
            value={percent}
            aria-label={t("mediaUploading", { name: file.name })}
          />
          <span aria-hidden="true">{(percent / 100).toLocaleString(locale, { style: "percent" })}</span>
        </span>
      )}
      {enlarged && <Lightbox start={{ entryKey, index }} onClose={() => setEnlarged(false)} />}
    </>
  );
}

type FileCardProps = { file: ShownFile; source: ChatFiles | undefined };

/** Gives a file back, by a link of that moment. */
export function FileCard({ file, source }: FileCardProps): ReactNode {
  const { t } = useTexts(texts);
  const { locale } = useText();
  const announce = useAnnounce();
  const { id, name } = file;
  const facts = [kindInWords(file.mediaType), sizeInWords(file.bytes, locale)];
  const content = (
    <>
      <span className="causerie-file-icon">
        <Drawing path={mediaIcons.file} />
      </span>
      <span className="causerie-file-text">
        <span className="causerie-file-name" dir="auto">
          {name}
        </span>
        <Facts facts={facts} />
      </span>
    </>
  );
  if (id === undefined || source === undefined)
    return (
      <span className="causerie-file-card" part="file">
        {content}
      </span>
    );
  const download = async (): Promise<void> => {
    const url = new URL(await source.link(id));
    // A signed address of another store must stay as it was signed.
    if (url.search === "") url.searchParams.set("download", "1");
    const link = document.createElement("a");
    Object.assign(link, { href: url.href, download: name, target: "_blank", rel: "noopener" });
    link.click();
  };
  return (
    <button
      type="button"
      className="causerie-file-card"
      part="file"
      aria-label={t("mediaDownload", { name: [name, ...facts].filter(Boolean).join(", ") })}
      onClick={() => {
        download().catch(() => announce(t("mediaUnreachable", { name })));
      }}
    >
      {content}
      <Drawing path={mediaIcons.download} />
    </button>
  );
}
