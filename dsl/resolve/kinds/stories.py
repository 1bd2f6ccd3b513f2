"""X: examples that cannot be told."""

from __future__ import annotations

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind


class WrongSubject(Kind):
    """An example tells a story that its subject cannot have.

    An indicator, a register or an item can be shown by one patient; an indicator, an item, a payment or the whole
    scheme by one practice. A story that fits nothing tests nothing.

    ## Wrong

    ```scheme lines
    example "Paid for taking part" for HYP
      practice of 10,000 patients
      expect £500.00
    ```

    ## Right

    ```scheme lines
    example "Known to have high blood pressure" for HYP
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
      expect on HYP
    ```
    """

    code = "X710"
    slug = "wrong-subject"


class CannotExpect(Kind):
    """An example expects what its story cannot show.

    A patient is in a denominator or a numerator, on a register, or has entries that are counted for an item. A practice
    earns points and pounds.

    ## Wrong

    ```scheme lines
    example "At target" for BP-1
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
        has BP_COD 138/84 on 10 March 2027
      expect 12 points
    ```

    ## Right

    ```scheme lines
    example "At target" for BP-1
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
        has BP_COD 138/84 on 10 March 2027
      expect in denominator, in numerator
    ```
    """

    code = "X711"
    slug = "cannot-expect"


class MixedStory(Kind):
    """An example speaks of a patient and of a practice.

    A story is of one patient, by their record, or of one practice, by its counts.

    ## Wrong

    ```scheme lines
    example "Half way" for BP-1
      practice of 10,000 patients achieves 412 of 532
        has BP_COD 138/84 on 10 March 2027
      expect 5.95 points
    ```

    ## Right

    ```scheme lines
    example "Half way" for BP-1
      practice of 10,000 patients achieves 412 of 532
      expect 5.95 points
    ```
    """

    code = "X712"
    slug = "mixed-story"


class NothingExpected(Kind):
    """An example expects nothing.

    It would come out whatever the rules say.

    ## Wrong

    ```scheme lines
    example "Known to have high blood pressure" for HYP
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
    ```

    ## Right

    ```scheme lines
    example "Known to have high blood pressure" for HYP
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
      expect on HYP
    ```
    """

    code = "X713"
    slug = "nothing-expected"


class MoreThanAll(Kind):
    """An example achieves more patients than there are.

    Everyone in the numerator is in the denominator too.

    ## Wrong

    ```scheme lines
    example "Half way" for BP-1
      practice of 10,000 patients achieves 532 of 412
      expect 5.95 points
    ```

    ## Right

    ```scheme lines
    example "Half way" for BP-1
      practice of 10,000 patients achieves 412 of 532
      expect 5.95 points
    ```
    """

    code = "X714"
    slug = "more-than-all"


class NoSuchReason(Kind):
    """An example expects an exclusion or adjustment that its indicator does not have.

    Patients are counted under the title of the reason that removed them, so the title in the example is the one in the
    indicator.

    ## Wrong

    ```scheme lines
    pca "New patient" when registered in the 3 months before year end

    example "Just arrived" for BP-1
      patient born 3 May 1961, female, registered 2 March 2027
        has HYP_COD on 11 February 2015
      expect adjusted "Newly registered"
    ```

    ## Right

    ```scheme lines
    pca "New patient" when registered in the 3 months before year end

    example "Just arrived" for BP-1
      patient born 3 May 1961, female, registered 2 March 2027
        has HYP_COD on 11 February 2015
      expect adjusted "New patient"
    ```
    """

    code = "X715"
    slug = "no-such-reason"


class ToldTwice(Kind):
    """An example says one thing twice.

    Two counts for one indicator, or two sums for one day, cannot both hold.

    ## Wrong

    ```scheme lines
    example "The whole scheme"
      practice of 10,000 patients
        achieves 412 of 532 in BP-1
        achieves 512 of 532 in BP-1
      expect 5.95 points
    ```

    ## Right

    ```scheme lines
    example "The whole scheme"
      practice of 10,000 patients
        achieves 412 of 532 in BP-1
      expect 5.95 points
    ```
    """

    code = "X716"
    slug = "told-twice"


class NotAskedFor(Kind):
    """An example submits what no payment asks for.

    A payment asks for a declaration by its title. What is submitted under another title counts for nothing.

    ## Wrong

    ```scheme lines
    payment PLAN "Improvement plan"
      pays £500
      when practice has submitted "Improvement plan" by 30 June 2026

    example "Plan in time" for PLAN
      practice of 10,000 patients
        has submitted "Improvment plan" on 12 May 2026
      expect £0
    ```

    ## Right

    ```scheme lines
    payment PLAN "Improvement plan"
      pays £500
      when practice has submitted "Improvement plan" by 30 June 2026

    example "Plan in time" for PLAN
      practice of 10,000 patients
        has submitted "Improvement plan" on 12 May 2026
      expect £500
    ```
    """

    code = "X717"
    slug = "not-asked-for"
    level = Level.WARNING


class NoSuchQuarter(Kind):
    """An example speaks of a quarter that the scheme year does not have.

    Quarters are those of the scheme year, three months each from its first day.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90

    example "Busy quarter" for BLOOD
      practice of 10,000 patients
        has 80 of BLOOD in quarter 5
      expect £249.60
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90

    example "Busy quarter" for BLOOD
      practice of 10,000 patients
        has 80 of BLOOD in quarter 4
      expect £249.60
    ```
    """

    code = "X719"
    slug = "no-such-quarter"


class NotPaidMore(Kind):
    """An example tells of more that is paid for an item, under a title that the item does not have.

    What is paid on top of an item is told of by its title, word for word, so that it is sure which of them is meant.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90
      pays £2.00 more each "At home" with HYP_COD on the same day

    example "Ten at home" for BLOOD
      practice of 10,000 patients
        has 80 of BLOOD
        has 10 of BLOOD with "In the home"
      expect £269.60
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90
      pays £2.00 more each "At home" with HYP_COD on the same day

    example "Ten at home" for BLOOD
      practice of 10,000 patients
        has 80 of BLOOD
        has 10 of BLOOD with "At home"
      expect £269.60
    ```
    """

    code = "X720"
    slug = "not-paid-more"


class NotOnTheMenu(Kind):
    """An example signs up for something that practices do not choose.

    Practices sign up for what the scheme says they sign up for. All else is done by whoever joins, so to sign up for it
    changes nothing.

    ## Wrong

    ```scheme lines
    payment PLAN "Improvement plan"
      pays £500

    example "Takes part in the plan" for PLAN
      practice of 10,000 patients
        has signed up for PLAN
      expect £500
    ```

    ## Right

    ```scheme lines
    payment PLAN "Improvement plan"
      practices sign up for this
      pays £500

    example "Takes part in the plan" for PLAN
      practice of 10,000 patients
        has signed up for PLAN
      expect £500
    ```
    """

    code = "X721"
    slug = "not-on-the-menu"
    level = Level.WARNING
