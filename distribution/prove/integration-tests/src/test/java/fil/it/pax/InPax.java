package fil.it.pax;

import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Tests that Pax Exam runs inside a system of release 1986.a; each finds it and leaves it as it was. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InPax {
    @Inject
    protected BundleContext context;

    protected Inside inside;

    @Configuration
    public Option[] configuration() throws Exception {
        return new Option[] {RealRelease.options()};
    }

    @Before
    public void lookInside() throws Exception {
        inside = new Inside(context);
        inside.restore();
    }

    @After
    public void restore() throws Exception {
        inside.restore();
    }
}
