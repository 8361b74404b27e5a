import type { ComposerAction } from "#react/seams/feature-settings.ts";

/** Reads the setting. What is no such list has no buttons. */
export function readActions(setting: unknown): readonly ComposerAction[] {
  return Array.isArray(setting) ? setting.filter(isAction) : [];
}

function isAction(given: unknown): given is ComposerAction {
  const { label, icon, press } = Object(given) as Partial<Record<keyof ComposerAction, unknown>>;
  const isDrawable = icon === undefined || typeof icon === "string";
  return typeof label === "string" && label.trim() !== "" && isDrawable && typeof press === "function";
}
