import { type ReactNode, useEffect, useRef, useState } from "react";

export type LocalPictureProps = {
  bytes: Blob;
  className: string;
  /** Pixels of its longer side at most. */
  most: number;
  /** Where the browser cannot draw pictures of this kind. */
  instead: ReactNode;
};

/**
 * A picture that is in this browser only. It is painted, because a page's content-security policy that allows no `blob:` allows this.
 * What it shows is said beside it.
 */
export function LocalPicture({ bytes, className, most, instead }: LocalPictureProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let isOver = false;
    const paint = async (): Promise<void> => {
      const bitmap = await createImageBitmap(bytes);
      const { current } = canvas;
      if (!isOver && current !== null) {
        const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
        current.width = Math.max(1, Math.round(bitmap.width * scale));
        current.height = Math.max(1, Math.round(bitmap.height * scale));
        current.getContext("2d")?.drawImage(bitmap, 0, 0, current.width, current.height);
      }
      bitmap.close();
    };
    paint().catch(() => {
      if (!isOver) setFailed(true);
    });
    return () => {
      isOver = true;
    };
  }, [bytes, most]);
  return failed ? instead : <canvas ref={canvas} className={className} width={1} height={1} aria-hidden="true" />;
}
