/** The icons of the extra parts. They are loaded with those parts. */
export const extraIcons = {
  alert: "M12 8v5M12 16.4v.1M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z",
  next: "M9.5 6l6 6-6 6",
  file: "M13.5 3.5H7.5a1.5 1.5 0 0 0-1.5 1.5v14a1.5 1.5 0 0 0 1.5 1.5h9a1.5 1.5 0 0 0 1.5-1.5V8zM13.5 3.5V8H18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  thumbUp:
    "M7.5 11v8.5H5A1.5 1.5 0 0 1 3.5 18v-5.5A1.5 1.5 0 0 1 5 11h2.5l3.6-7a2.4 2.4 0 0 1 2.4 2.4v3.1h4.7a2 2 0 0 1 2 2.3l-1 6a2 2 0 0 1-2 1.7H7.5",
  star: "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7L12 16.8l-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
} as const;
