import type { Media as MediaData } from "@causerie/protocol";
import { type ReactNode, useState } from "react";
import { Drawing } from "#react/Icon.tsx";
import { extraIcons } from "#theme/extra-icons.ts";
import { useExtraText } from "./extra-text.ts";
import { Link } from "#react/message/Link.tsx";
import { useChat } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";
import { useNeeded } from "./use-needed.ts";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import { useOwn } from "#react/seams/seams.tsx";

export type MediaProps = { media: MediaData; entryKey?: string };

/** A picture, film, sound or file, in the browser's own elements. If it cannot be loaded, a link with its text is shown. */
export function Media({ media, entryKey = "" }: MediaProps): ReactNode {
  const t = useExtraText();
  const { url, failed, onError } = useLasting(media);
  const src = safeMediaUrl(url);
  const name = mediaName(media, t(media.kind === "image" ? "file" : media.kind));
  if (src === undefined || failed || media.kind === "file")
    return media.file === undefined ? (
      <FileLink url={url} name={name} />
    ) : (
      <OwnFile file={media.file} url={url} name={name} />
    );
  switch (media.kind) {
    case "image":
      return <Picture src={src} alt={media.alt} entryKey={entryKey} onError={onError} />;
    case "video":
      return <Video src={src} name={name} captions={media.captions} onError={onError} />;
    case "audio":
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- its `alt` or the words beside it say what is heard
      return <audio className="causerie-audio" src={src} aria-label={name} controls preload="none" onError={onError} />;
  }
}

/** The link to a file of the server ends after some minutes: once it fails, a new one is asked for. */
function useLasting({ url, file }: MediaData): { url: string; failed: boolean; onError: () => void } {
  const chat = useChat();
  const [renewed, setRenewed] = useState<string>();
  const [failed, setFailed] = useState(false);
  const giveUp = (): void => setFailed(true);
  const renew = async (id: string): Promise<void> => setRenewed(await (await chat.files()).link(id, true));
  return {
    url: renewed ?? url,
    failed,
    onError: () => (file === undefined || renewed !== undefined ? giveUp() : void renew(file.id).catch(giveUp)),
  };
}

type OwnFileProps = { file: NonNullable<MediaData["file"]>; url: string; name: string };

/** A file that the bot has made. Until the code of its look has come, a link. */
function OwnFile({ file, url, name }: OwnFileProps): ReactNode {
  const parts = useNeeded("media");
  if (typeof parts === "object" && parts.OwnFile !== undefined) return <parts.OwnFile file={file} />;
  return <FileLink url={url} name={name} />;
}

type PictureProps = { src: string; alt: string; entryKey: string; onError: () => void };

function Picture(props: PictureProps): ReactNode {
  const { src, alt } = props;
  return useOwn("Image", { kind: "standalone", src, alt }, <UsualPicture {...props} />);
}

function UsualPicture({ src, alt, entryKey, onError }: PictureProps): ReactNode {
  const [enlarged, setEnlarged] = useState(false);
  const parts = useNeeded("media", enlarged);
  const Lightbox = typeof parts === "object" ? parts.Lightbox : undefined;
  const image = <img src={src} alt={alt} loading="lazy" decoding="async" onError={onError} />;
  if (alt === "") return <div className="causerie-picture">{image}</div>; // Decoration is not enlarged.
  return (
    <>
      <button type="button" className="causerie-picture" aria-haspopup="dialog" onClick={() => setEnlarged(true)}>
        {image}
      </button>
      {/* The code for it did not come. */}
      {enlarged && parts === "failed" && <FileLink url={src} name={alt} />}
      {enlarged && Lightbox !== undefined && (
        <Lightbox start={{ entryKey, url: src, alt }} onClose={() => setEnlarged(false)} />
      )}
    </>
  );
}

type VideoProps = { src: string; name: string; captions: MediaData["captions"]; onError: () => void };

function Video({ src, name, captions = [], onError }: VideoProps): ReactNode {
  const { locale } = useText();
  const [bare, setBare] = useState(false);
  const tracks = bare ? [] : captions.filter(({ url }) => safeMediaUrl(url) !== undefined);
  const own = tracks.findIndex(({ language }) => language.slice(0, 2) === locale.slice(0, 2));
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- it has those that the message has
    <video
      key={String(bare)}
      className="causerie-video"
      src={src}
      aria-label={name}
      controls
      preload="metadata"
      playsInline
      // Browsers load captions of another site with its leave only, and then the film as well. Without that there are none.
      crossOrigin={tracks.length > 0 ? "anonymous" : undefined}
      onError={tracks.length > 0 ? () => setBare(true) : onError}
    >
      {tracks.map(({ url, language, label }, index) => (
        <track key={index} kind="captions" src={url} srcLang={language} label={label} default={index === own} />
      ))}
    </video>
  );
}

function FileLink({ url, name }: { url: string; name: string }): ReactNode {
  const href = safeUrl(url);
  const content = (
    <>
      <Drawing path={extraIcons.file} />
      <span dir="auto">{name}</span>
    </>
  );
  if (href === undefined) return <p className="causerie-file">{content}</p>;
  return (
    <Link className="causerie-file" href={href}>
      {content}
    </Link>
  );
}

function mediaName(media: MediaData, kind: string): string {
  return [media.name, media.alt, kind].find((name) => name !== undefined && name !== "") ?? kind;
}
