package io.drover.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderLayoutTest {
    private static HeaderLayout of(String header, String expected) {
        return HeaderLayout.of(List.of(header.split(",")), List.of(expected.split(",")));
    }

    @Test
    void theSameHeaderIsReadAsItStands() {
        HeaderLayout layout = of("id,Name", "id,name");
        assertThat(layout.difference()).isNull();
        assertThat(layout.isData()).isFalse();
        assertThat(layout.field(1)).isEqualTo(1);
    }

    @Test
    void columnsAreFoundByNameWhereAllNamesAreKnownOrAllColumnsThere() {
        HeaderLayout other = of("name,id", "id,name");
        assertThat(other.fields()).containsExactly(1, 0);
        assertThat(other.difference()).contains("other places (name, id)");
        HeaderLayout more = of("id,new,name", "id,name");
        assertThat(more.fields()).containsExactly(0, 2);
        assertThat(more.width()).isEqualTo(3);
        assertThat(more.difference()).contains("new is left out");
        HeaderLayout fewer = of("id,city", "id,name,city");
        assertThat(fewer.fields()).containsExactly(0, -1, 1);
        assertThat(fewer.difference()).contains("name is not there, so null");
    }

    @Test
    void anotherNameForAColumnLeavesItInItsPlace() {
        HeaderLayout layout = of("id,full name", "id,name");
        assertThat(layout.fields()).isNull();
        assertThat(layout.difference()).contains("the header has full name and not name", "by their position");
    }

    @Test
    void aFirstRecordWithoutAnyOfTheNamesIsARow() {
        HeaderLayout layout = of("1,a", "id,name");
        assertThat(layout.isData()).isTrue();
        assertThat(layout.difference()).contains("is read as data");
    }

    @Test
    void anyHeaderWillDoWhereNoneIsKnown() {
        assertThat(HeaderLayout.of(List.of("x"), List.of()).difference()).isNull();
    }
}
