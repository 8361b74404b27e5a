import type { MouseEvent, ReactNode } from "react";
import { moveByArrows } from "#react/features/foot-keys.ts";
import { Drawing } from "#react/Icon.tsx";

export type ActionProps = {
  label: string;
  icon: string;
  onPress: (event: MouseEvent<HTMLButtonElement>) => void;
  /** Whether the Tab key stops here. The arrows lead everywhere. */
  inOrder?: boolean;
  className?: string;
  pressed?: boolean;
  expanded?: boolean;
};

/** A button under a message: its icon, named by words. */
export function Action(props: ActionProps): ReactNode {
  const { label, icon, onPress, inOrder = true, className = "", pressed, expanded } = props;
  return (
    <button
      type="button"
      className={`causerie-action ${className}`.trim()}
      tabIndex={inOrder ? 0 : -1}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={onPress}
      onKeyDown={moveByArrows}
    >
      <Drawing path={icon} />
    </button>
  );
}
