import { declare, escapeXml, relate, writePart, type Parts } from './parts.js'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Custom document properties, all of them texts. */
export const customXml = (values: Readonly<Record<string, string>>): string =>
  `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` +
  `${Object.entries(values).map(([name, value], i) =>
    `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="${escapeXml(name)}"><vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property>`).join('')}</Properties>`

/** Adds custom document properties to a package. */
export function writeProperties(parts: Parts, values: Readonly<Record<string, string>>): void {
  writePart(parts, 'docProps/custom.xml', customXml(values))
  declare(parts, 'docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml')
  relate(parts, '', 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties', 'docProps/custom.xml')
}
