import type { ReactNode } from "react";

/** The attributes by which every field of a form informs the browser and assistive technology. */
export type ControlProps = {
  name: string;
  required: boolean;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
};

/** A control with what stands around it. */
export type FramedField<Field> = {
  field: Field;
  id: string;
  value: string;
  control: ControlProps;
  label: ReactNode;
  /** The hint above the control, and the problem below it. */
  before: ReactNode;
  after: ReactNode;
};
