import { type RefObject, useEffect, useState } from "react";
import { listen } from "#react/hooks/listen.ts";
import { useTray } from "./tray.ts";

/**
 * Takes files that are pasted into the field or dropped on the panel.
 * @returns whether files are held over the panel.
 */
export function useIntake(input: RefObject<HTMLElement | null>, isOn: boolean): boolean {
  const tray = useTray();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const field = input.current;
    const panel = field?.closest<HTMLElement>(".causerie-panel");
    if (field === null || panel === null || panel === undefined || !isOn) return;

    const onPaste = (event: ClipboardEvent): void => {
      const { clipboardData } = event;
      const files = Array.from(clipboardData?.files ?? []);
      // Office programs add a picture of the copied text.
      if (files.length === 0 || clipboardData?.types.includes("text/plain") === true) return;
      event.preventDefault();
      tray.add(files.map((file) => ({ file })));
    };

    const onDragOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.stopPropagation(); // A page that takes files, too, would have them twice.
      event.dataTransfer.dropEffect = "copy";
      setHeld(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      const to = event.relatedTarget;
      if (!(to instanceof Node && panel.contains(to))) setHeld(false);
    };
    const onDrop = (event: DragEvent): void => {
      const { dataTransfer } = event;
      if (dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.stopPropagation();
      setHeld(false);
      const items = Array.from(dataTransfer.items).filter(({ kind }) => kind === "file");
      tray.add(
        items.flatMap((item) => {
          const file = item.getAsFile();
          // Only there the browser says what it is: as a file it cannot be told from one without an extension.
          const isFolder = item.webkitGetAsEntry?.()?.isDirectory ?? false;
          return file === null ? [] : [{ file, isFolder }];
        }),
      );
      field.focus();
    };
    const stops = [
      listen(field, { paste: onPaste }),
      listen(panel, {
        dragenter: onDragOver,
        dragover: onDragOver,
        dragleave: onDragLeave,
        drop: onDrop,
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [tray, input, isOn]);
  return held;
}
