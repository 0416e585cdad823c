import { declare, escapeXml, relate, writePart, type Parts } from './parts.js'

/** Writes custom document properties, all of them texts. */
export function writeProperties(parts: Parts, properties: Readonly<Record<string, string>>): void {
  const items = Object.entries(properties).map(([name, value], i) =>
    `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="${escapeXml(name)}"><vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property>`)
  writePart(parts, 'docProps/custom.xml',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ' +
    `xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${items.join('')}</Properties>`)
  declare(parts, 'docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml')
  relate(parts, '', 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties', 'docProps/custom.xml')
}
