/**
 * A stand-in for a module that only Microsoft's own pages have (telemetry, flights, parts of its design system). Whatever is
 * read of it is inert again; what is called gives nothing. Nothing that the tests look at may depend on it.
 * @param answer what a call gives.
 */
export function inert(name: string, answer: (...given: unknown[]) => unknown = () => undefined): unknown {
  return new Proxy(function () {}, {
    get(target: object, key) {
      if (key === "__esModule") return true;
      if (key === "prototype") return Reflect.get(target, key) as unknown;
      if (key === Symbol.toPrimitive) return () => "";
      if (key === "then") return undefined; // Else `await` would wait for it for ever.
      if (!Object.hasOwn(target, key)) Reflect.set(target, key, inert(`${name}.${String(key)}`, answer));
      return Reflect.get(target, key) as unknown;
    },
    apply: (_target, _self, given: unknown[]) => answer(...given),
    construct: () => inert(`new ${name}`, answer) as object,
  });
}

/** As above, for modules of the design system: its components draw their children only, and its functions give something. */
export function inertDesign(name: string): unknown {
  return inert(name, (props) => {
    const children = typeof props === "object" && props !== null && "children" in props ? props.children : undefined;
    return children ?? inertDesign(`${name}()`);
  });
}
