/** A text in both languages of the product; Chinese is the default. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/** The languages of the product. */
export type Language = keyof Text

/** Makes a {@link Text}. */
export const text = (zh: string, en: string): Text => ({ zh, en })
