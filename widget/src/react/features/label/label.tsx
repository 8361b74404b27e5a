import { type ReactNode, useEffect } from "react";
import { showLabel } from "#attention/launcher-label.ts";
import { useSettings } from "#react/features/settings.ts";
import { useLauncher } from "#react/features/use-launcher.ts";
import type { Feature } from "#react/seams/feature.ts";

/** A text beside the launcher's icon: the setting `label`. The element has its own, which comes before the chat. */
function Label(): ReactNode {
  const [ref, found] = useLauncher();
  const label = useSettings()("label");
  useEffect(() => {
    if (found === undefined || typeof label !== "string" || label.trim() === "") return;
    return showLabel(found.launcher, label.trim());
  }, [found, label]);
  return <span ref={ref} hidden />;
}

export const feature: Feature = { parts: { Outside: Label } };
