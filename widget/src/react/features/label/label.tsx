import { type ReactNode, useEffect } from "react";
import { showLabel } from "#attention/launcher-label.ts";
import { useSettings } from "#react/features/settings.ts";
import { useChatPlace } from "#react/features/use-chat-place.ts";
import type { Feature } from "#react/seams/feature.ts";

/** A text beside the launcher's icon: the setting `label`. The element has its own, which comes before the chat. */
function Label(): ReactNode {
  const [ref, place] = useChatPlace();
  const label = useSettings()("label");
  useEffect(() => {
    if (place === undefined || typeof label !== "string" || label.trim() === "") return;
    return showLabel(place.launcher, label.trim());
  }, [place, label]);
  return <span ref={ref} hidden />;
}

export const feature: Feature = { parts: { Outside: Label } };
