import type { ComponentType } from "react";
import type { DrawnParts, Renderer, Renderers } from "#react/extras/renderers.ts";
import { componentOf } from "./draw.tsx";
// By their names: a namespace would be an object of its own, and a file of the bundler's beside it.
import { Announced, Button, Fault, Image, Phrase, QuickReply, Text } from "./parts.tsx";

/** The page's renderers as components. */
export function drawnParts({ custom, buttons, images, texts, error, ...messages }: Renderers): DrawnParts {
  const isParted = (buttons ?? images ?? texts ?? error) !== undefined;
  return {
    // Each renderer takes its own kind of message, and is found by it.
    ...componentsOf(messages as unknown as Readonly<Record<string, Renderer<object>>>),
    ...(custom && { custom: componentsOf(custom) }),
    Announced,
    ...(isParted && { Button, QuickReply, Image, Text, Phrase, Fault }),
  };
}

function componentsOf<Props extends object>(
  renderers: Readonly<Record<string, Renderer<Props> | undefined>>,
): Record<string, ComponentType<Props>> {
  return Object.fromEntries(
    Object.entries(renderers).flatMap(([name, renderer]) =>
      renderer === undefined ? [] : [[name, componentOf(renderer)]],
    ),
  );
}
