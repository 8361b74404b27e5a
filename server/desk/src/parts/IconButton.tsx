import { Tooltip } from "@base-ui/react/tooltip";
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import type { icons } from "./icons.ts";

type Props = Omit<ComponentProps<"button">, "children" | "aria-label"> & { icon: keyof typeof icons; label: string };

/** A button that is only a drawing. Its name stands beside it under the pointer, and when it has the focus. */
export function IconButton({ icon, label, className = "", ...props }: Props): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={<button type="button" {...props} aria-label={label} className={`icon-button ${className}`} />}
      >
        <Icon name={icon} />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6}>
          <Tooltip.Popup className="tip">{label}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
