import { type ComponentProps, type ReactNode, useId } from "react";

type Shared = { label: string; hint?: ReactNode; error?: string | undefined };

/** A label, its input, and below it what helps to fill it in. */
export function Field({ label, hint, error, ...input }: Shared & ComponentProps<"input">): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <input className="input" {...describe(id, hint, error)} {...input} />
    </Labelled>
  );
}

export function TextField({ label, hint, error, ...input }: Shared & ComponentProps<"textarea">): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <textarea className="input" rows={3} {...describe(id, hint, error)} {...input} />
    </Labelled>
  );
}

/** The browser's own list: every phone and every screen reader knows it. */
export function SelectField({ label, hint, error, ...input }: Shared & ComponentProps<"select">): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <select className="input" {...describe(id, hint, error)} {...input} />
    </Labelled>
  );
}

export function CheckField({ label, ...input }: { label: string } & ComponentProps<"input">): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" {...input} />
      <span>{label}</span>
    </label>
  );
}

function Labelled({ id, label, hint, error, children }: Shared & { id: string; children: ReactNode }): ReactNode {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <div className="error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}

function describe(id: string, hint: ReactNode, error: string | undefined) {
  const by = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return {
    id,
    ...(by.length === 0 ? {} : { "aria-describedby": by.join(" ") }),
    ...(error === undefined ? {} : { "aria-invalid": true as const }),
  };
}
