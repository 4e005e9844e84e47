package io.drover.launcher.rest;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;

/**
 * HTTP/1.1 as Tomcat speaks it, but for host names with underscores: no such name is valid, and container networks are
 * full of them. Nothing here depends on the name, so one that Tomcat takes is shown to it.
 */
public final class AnyHostProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new AnyHostProcessor(this, getAdapter());
    }

    private static final class AnyHostProcessor extends Http11Processor {
        AnyHostProcessor(AnyHostProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        protected void parseHost(MessageBytes host) {
            if (host == null || host.isNull() || host.toString().indexOf('_') < 0) {
                super.parseHost(host);
                return;
            }
            byte[] bytes = host.toString().replace('_', 'x').getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            MessageBytes plain = MessageBytes.newInstance();
            plain.setBytes(bytes, 0, bytes.length);
            super.parseHost(plain);
        }
    }
}
