package io.drover.job.source.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** From which day a workbook counts. The reader library knows the flag as {@code true}, spreadsheets write {@code 1}. */
final class DateSystem {
    private static final String WORKBOOK = "xl/workbook.xml";

    private DateSystem() {}

    static boolean isFrom1904(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(WORKBOOK);
            if (entry == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return isFrom1904(in);
            }
        } catch (XMLStreamException e) {
            throw new IOException(WORKBOOK + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFrom1904(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(in);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("workbookPr")) {
                String flag = reader.getAttributeValue(null, "date1904");
                return flag != null && Set.of("1", "true").contains(flag);
            }
        }
        return false;
    }
}
