/* oxlint-disable jsx-a11y/media-has-caption -- a message carries no captions; its `alt` or caption text says what is heard */
import type { Media as MediaData } from "@causerie/protocol";
import { type ReactNode, useState } from "react";
import { Drawing } from "#react/Icon.tsx";
import { extraIcons } from "#theme/extra-icons.ts";
import { useExtraText } from "./extra-text.ts";
import { Link } from "#react/message/Link.tsx";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";

/** A picture, film, sound or file, in the browser's own elements. If it cannot be loaded, a link with its text is shown. */
export function Media({ media }: { media: MediaData }): ReactNode {
  const t = useExtraText();
  const [failed, setFailed] = useState(false);
  const src = safeMediaUrl(media.url);
  const name = mediaName(media, t(media.kind === "image" ? "file" : media.kind));
  if (src === undefined || failed || media.kind === "file") return <FileLink url={media.url} name={name} />;
  const onError = (): void => setFailed(true);
  switch (media.kind) {
    case "image":
      return <Picture src={src} alt={media.alt} onError={onError} />;
    case "video":
      return (
        <video
          className="causerie-video"
          src={src}
          aria-label={name}
          controls
          preload="metadata"
          playsInline
          onError={onError}
        />
      );
    case "audio":
      return <audio className="causerie-audio" src={src} aria-label={name} controls preload="none" onError={onError} />;
  }
}

function Picture({ src, alt, onError }: { src: string; alt: string; onError: () => void }): ReactNode {
  const image = <img src={src} alt={alt} loading="lazy" decoding="async" onError={onError} />;
  const href = safeUrl(src);
  if (alt === "" || href === undefined) return <div className="causerie-picture">{image}</div>; // Decoration needs no link.
  return (
    <Link className="causerie-picture" href={href}>
      {image}
    </Link>
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
