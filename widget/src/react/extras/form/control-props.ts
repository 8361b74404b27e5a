/** The attributes by which every field of a form informs the browser and assistive technology. */
export type ControlProps = {
  name: string;
  required: boolean;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
};
