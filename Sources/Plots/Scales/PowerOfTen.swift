internal import Platform

/// Powers of ten and numbers in terms of them, exact as far as a number can be.
enum PowerOfTen {
    /// The number `digits` · 10^`exponent`, correctly rounded; infinite if too large.
    static func scaled(_ digits: Int, _ exponent: Int) -> Double {
        // Reading decimal text rounds once; a product with a rounded power would round twice.
        Double("\(digits)e\(exponent)") ?? (digits < 0 ? -.infinity : .infinity)
    }

    /// The largest n such that 10^n is at most a positive, finite number.
    static func exponent(of number: Double) -> Int {
        let estimate = Int(log10(number).rounded(.down))
        if scaled(1, estimate) > number { return estimate - 1 }
        return scaled(1, estimate + 1) <= number ? estimate + 1 : estimate
    }
}
